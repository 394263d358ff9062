package banyan.platform.http;

import banyan.platform.http.RouteDeclaration.Parameter;
import banyan.wire.Problem;
import banyan.wire.ProblemType;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The OpenAPI 3.1 document of some routes: all that it says comes from their declarations. */
public final class ApiDescription {
  private static final String PROBLEM_SCHEMA = "Problem";

  private final List<RouteDeclaration> routes;
  private final List<ProblemType> problems;
  private final Map<String, ObjectNode> schemas = new TreeMap<>();

  private ApiDescription(List<RouteDeclaration> routes, List<ProblemType> problems) {
    this.routes = routes;
    this.problems = problems;
  }

  /**
   * The document, with routes in their given order.
   *
   * @param problems every type that may be answered, by a route or on the way to it
   * @throws IllegalStateException when two different shapes have one name
   */
  public static ObjectNode of(
      String version, List<RouteDeclaration> routes, List<ProblemType> problems) {
    return new ApiDescription(routes, problems).document(version);
  }

  private ObjectNode document(String version) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Banyan")
        .put("version", version)
        .put("description", "Errors are problems (RFC 9457); `/problems` explains each of them.");
    document.putArray("servers").addObject().put("url", "/");
    ObjectNode paths = document.putObject("paths");
    for (RouteDeclaration route : routes) {
      ObjectNode path = paths.withObjectProperty(route.path());
      path.set(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    schemas.put(PROBLEM_SCHEMA, ProblemSchema.schema(problems));
    ObjectNode components = document.putObject("components");
    ObjectNode named = components.putObject("schemas");
    schemas.forEach(named::set);
    components
        .putObject("securitySchemes")
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT")
        .put("description", "`banyan token` makes one.");
    return document;
  }

  private ObjectNode operation(RouteDeclaration route) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    operation.put("operationId", operationId(route)).put("summary", route.summary());
    operation.putArray("tags").add(tag(route.path()));
    if (route.right() != null) {
      operation.putArray("security").addObject().putArray("bearer").add(route.right());
      operation.put("description", "Needs the right `" + route.right() + "`.");
    }
    if (!route.parameters().isEmpty()) {
      var parameters = operation.putArray("parameters");
      route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    }
    Shape body = route.body();
    if (body != null) {
      ObjectNode request = operation.putObject("requestBody").put("required", true);
      request.put("description", "At most " + route.bodyBytesMax() + " bytes of JSON.");
      ObjectNode media = request.putObject("content").putObject(MediaTypes.JSON);
      media.set("schema", schema(body));
      media.set("example", body.example());
    }
    operation.set("responses", responses(route));
    return operation;
  }

  private ObjectNode parameter(Parameter parameter) {
    String place =
        switch (parameter.place()) {
          case PATH -> "path";
          case QUERY -> "query";
          case FIELD -> "header";
        };
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", parameter.name()).put("in", place);
    node.put("required", parameter.isRequired()).put("description", parameter.description());
    node.set("schema", schema(parameter.shape()));
    return node;
  }

  private ObjectNode responses(RouteDeclaration route) {
    ObjectNode responses = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(route.answers())
        .forEach((status, answer) -> responses.set(status.toString(), answer(answer)));
    Map<Integer, List<ProblemType>> problems =
        ProblemSchema.problemsOf(route).stream()
            .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
    problems.forEach(
        (status, types) -> responses.set(status.toString(), ProblemSchema.response(types)));
    ObjectNode others = problemResponse("Any other refusal, such as one of a proxy on the way.");
    responses.set("default", others);
    return responses;
  }

  private ObjectNode answer(RouteDeclaration.Answer answer) {
    ObjectNode node =
        JsonNodeFactory.instance.objectNode().put("description", answer.description());
    if (!answer.fields().isEmpty()) {
      ObjectNode headers = node.putObject("headers");
      for (String field : answer.fields()) {
        headers.putObject(field).putObject("schema").put("type", "string");
      }
    }
    Shape shape = answer.shape();
    for (String mediaType : answer.mediaTypes()) {
      ObjectNode media = node.withObjectProperty("content").putObject(mediaType);
      if (shape != null) {
        media.set("schema", schema(shape));
        media.set("example", shape.example());
      } else {
        String type = mediaType.equals(MediaTypes.JSON) ? "object" : "string";
        media.putObject("schema").put("type", type);
      }
    }
    return node;
  }

  static ObjectNode problemResponse(String description) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("description", description);
    ObjectNode media = node.putObject("content").putObject(Problem.MEDIA_TYPE);
    media.putObject("schema").put("$ref", "#/components/schemas/" + PROBLEM_SCHEMA);
    return node;
  }

  private ObjectNode schema(Shape shape) {
    shape
        .definitions()
        .forEach(
            (name, definition) -> {
              ObjectNode known = schemas.putIfAbsent(name, definition);
              if (known != null && !known.equals(definition)) {
                throw new IllegalStateException("two different shapes are named " + name);
              }
            });
    return shape.schema();
  }

  /** {@code POST /api/v1/products/{id}/archive}: post-products-id-archive. */
  private static String operationId(RouteDeclaration route) {
    var words = new ArrayList<String>();
    words.add(route.method().toLowerCase(Locale.ROOT));
    for (String segment : PathPattern.of(route.path()).segments()) {
      if (!isPrefix(segment)) {
        words.add(segment.replaceAll("[{}]", "").replace('.', '-'));
      }
    }
    return String.join("-", words);
  }

  /** The group of a path: its first word behind {@code /api/v1}, else {@code platform}. */
  private static String tag(String path) {
    List<String> segments = PathPattern.of(path).segments();
    if (!isPrefix(segments.getFirst())) {
      return "platform";
    }
    return segments.stream().filter(segment -> !isPrefix(segment)).findFirst().orElse("platform");
  }

  private static boolean isPrefix(String segment) {
    return segment.equals("api") || segment.matches("v[0-9]+");
  }
}
