package banyan.platform.http;

import banyan.wire.ProblemType;
import banyan.wire.Problems;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Problems as the OpenAPI document describes them. */
final class ProblemSchema {
  private ProblemSchema() {}

  /** What a route may refuse with: its own problems and those that every route of its kind has. */
  static List<ProblemType> problemsOf(RouteDeclaration route) {
    var problems = new LinkedHashSet<ProblemType>(route.problems());
    problems.add(Problems.MALFORMED_REQUEST);
    problems.add(Problems.UNAUTHENTICATED); // a broken token is refused where none is needed, too
    problems.add(Problems.INVALID_REQUEST);
    problems.add(Problems.INTERNAL_ERROR);
    problems.add(Problems.UNAVAILABLE);
    if (route.right() != null) {
      problems.add(Problems.FORBIDDEN);
    }
    problems.add(Problems.BODY_TOO_LARGE);
    problems.add(Problems.REQUEST_TIMEOUT);
    if (route.body() != null) {
      problems.add(Problems.UNSUPPORTED_MEDIA_TYPE);
    }
    return new ArrayList<>(problems);
  }

  /** The response of one status with the types that it may be. */
  static ObjectNode response(List<ProblemType> types) {
    String description =
        types.stream()
            .map(type -> type.title() + " (`" + type.uri() + "`)")
            .collect(Collectors.joining("; "));
    ObjectNode response = ApiDescription.problemResponse(description);
    ArrayNode uris = response.putArray("x-problem-types");
    types.forEach(type -> uris.add(type.uri()));
    return response;
  }

  /**
   * RFC 9457, with the violations of {@code invalid-request}. The known types are examples: a proxy
   * on the way has others.
   */
  static ObjectNode schema(List<ProblemType> known) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode types = text(properties, "type").put("format", "uri-reference").putArray("examples");
    known.stream().map(ProblemType::uri).sorted().forEach(types::add);
    text(properties, "title");
    properties.putObject("status").put("type", "integer").put("minimum", 400).put("maximum", 599);
    text(properties, "detail");
    text(properties, "instance").put("format", "uri-reference");
    ObjectNode violations = properties.putObject("violations").put("type", "array");
    violations.put("maxItems", Shape.VIOLATIONS_MAX);
    ObjectNode violation = violations.putObject("items").put("type", "object");
    text(violation.putObject("properties"), "pointer");
    text(violation.withObjectProperty("properties"), "detail");
    violation.putArray("required").add("pointer").add("detail");
    schema
        .putArray("required")
        .add("type")
        .add("title")
        .add("status")
        .add("detail")
        .add("instance");
    return schema;
  }

  private static ObjectNode text(ObjectNode properties, String name) {
    return properties.putObject(name).put("type", "string");
  }
}
