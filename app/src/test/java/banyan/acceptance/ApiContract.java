package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/** What an OpenAPI document promises, held against what a server answers. Any thread. */
final class ApiContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEM_TYPE = "application/problem+json";
  private static final int REFUSALS_FROM = 400;

  private final JsonNode document;
  private final List<Operation> operations;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  private ApiContract(JsonNode document) {
    this.document = document;
    this.operations = operations(document);
  }

  static ApiContract of(String document) throws JsonProcessingException {
    return new ApiContract(JSON.readTree(document));
  }

  /** One operation of the document, such as {@code GET /api/v1/products/{id}}. */
  record Operation(String method, String path, JsonNode description) {
    String name() {
      return method + " " + path;
    }

    boolean takes(String other) {
      return method.equals(other) || (method.equals("GET") && other.equals("HEAD"));
    }

    boolean hasPath(String other) {
      return Pattern.matches(path.replaceAll("\\{[^}]+}", "[^/]+"), other);
    }
  }

  JsonNode document() {
    return document;
  }

  List<Operation> operations() {
    return operations;
  }

  /** What was answered so far, such as {@code GET /api/v1/products 200}. */
  Set<String> seen() {
    return new TreeSet<>(seen);
  }

  /** Fails when the answer is none that the document lists. */
  void check(String method, String target, Answered answer) {
    assertThat(breaches(method, target.split("\\?")[0], answer))
        .as("%s %s -> %d %s", method, target, answer.status(), answer.body())
        .isEmpty();
  }

  List<String> breaches(String method, String path, Answered answer) {
    Optional<Operation> operation =
        operations.stream().filter(o -> o.takes(method) && o.hasPath(path)).findFirst();
    if (operation.isEmpty()) {
      return unrouted(path, answer);
    }
    seen.add(operation.get().name() + " " + answer.status());
    JsonNode listed = operation.get().description().path("responses");
    JsonNode response = listed.path(Integer.toString(answer.status()));
    if (response.isMissingNode() && answer.status() < REFUSALS_FROM) {
      return List.of("the status is not listed");
    }
    List<String> breaches = new ArrayList<>();
    JsonNode meant = response.isMissingNode() ? listed.path("default") : response;
    checkFields(meant, answer, breaches);
    if (method.equals("HEAD")) {
      return breaches;
    }
    checkBody(meant, answer, breaches);
    if (answer.status() >= REFUSALS_FROM) {
      checkProblem(response.path("x-problem-types"), answer, breaches);
    }
    return breaches;
  }

  /** Where the document has no operation there is no answer but a problem. */
  private List<String> unrouted(String path, Answered answer) {
    List<String> breaches = new ArrayList<>();
    List<String> methods =
        operations.stream().filter(o -> o.hasPath(path)).map(Operation::method).toList();
    String allowed = answer.field("Allow").orElse("");
    if (!methods.isEmpty() && answer.status() == 405 && !listsAll(allowed, methods)) {
      breaches.add("Allow is '" + allowed + "', not " + methods);
    }
    if (answer.status() < REFUSALS_FROM) {
      breaches.add("the document has no such operation");
    } else if (!answer.body().isEmpty()) {
      checkProblem(JSON.missingNode(), answer, breaches);
    }
    return breaches;
  }

  private static boolean listsAll(String allowed, List<String> methods) {
    return List.of(allowed.split(", ")).containsAll(methods);
  }

  private static void checkFields(JsonNode response, Answered answer, List<String> breaches) {
    for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
      if (answer.field(header.getKey()).isEmpty()) {
        breaches.add("the field " + header.getKey() + " is missing");
      }
    }
  }

  private void checkBody(JsonNode response, Answered answer, List<String> breaches) {
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      if (!answer.body().isEmpty()) {
        breaches.add("there is a body, and none is listed");
      }
      return;
    }
    JsonNode media = content.path(answer.mediaType());
    if (media.isMissingNode()) {
      breaches.add("the content type '" + answer.mediaType() + "' is not listed");
    } else if (answer.mediaType().endsWith("json")) {
      validate(media.path("schema"), answer.body(), breaches);
    }
  }

  private void checkProblem(JsonNode types, Answered answer, List<String> breaches) {
    JsonNode schema = document.at("/components/schemas/Problem");
    validate(schema, answer.body(), breaches);
    if (!answer.mediaType().equals(PROBLEM_TYPE)) {
      breaches.add("a refusal comes as '" + answer.mediaType() + "'");
      return;
    }
    JsonNode problem = read(answer.body());
    JsonNode known = types.isMissingNode() ? schema.at("/properties/type/examples") : types;
    if (texts(known).noneMatch(problem.path("type").asText()::equals)) {
      breaches.add("the problem " + problem.path("type") + " is not listed");
    }
    if (problem.path("status").asInt() != answer.status()) {
      breaches.add("the problem's status is not that of the answer");
    }
  }

  private void validate(JsonNode schema, String body, List<String> breaches) {
    schemas
        .computeIfAbsent(schema.toString(), _ -> registry.getSchema(whole(schema)))
        .validate(body, InputFormat.JSON)
        .forEach(error -> breaches.add(error.toString()));
  }

  /** A schema with the components that it may refer to. */
  private String whole(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.path("components"));
    return whole.toString();
  }

  static java.util.stream.Stream<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /** A path without parameters goes before one that has some. */
  private static List<Operation> operations(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
        operations.add(new Operation(method, path.getKey(), operation.getValue()));
      }
    }
    operations.sort(Comparator.comparing(operation -> operation.path().contains("{")));
    return operations;
  }
}
