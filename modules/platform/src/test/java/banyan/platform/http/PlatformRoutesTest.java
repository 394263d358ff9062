package banyan.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.wire.Problems;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every deployable says of itself: description, pages, health. */
final class PlatformRoutesTest {
  private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";
  private static final ObjectShape THING =
      Shapes.object("Thing")
          .required("id", Shapes.uuid())
          .required("at", Shapes.instant())
          .optional("tags", Shapes.array(Shapes.text(1, 9), 4))
          .optional("labels", Shapes.map(Shapes.integer(0, 9), 4))
          .optional("state", Shapes.nullable(Shapes.oneOf("on", "off")));
  private static final List<RouteDeclaration> CONTEXT =
      List.of(
          Declare.post("/api/v1/things", request -> Reply.ok(""))
              .summary("Makes a thing.")
              .right("things:write")
              .query("limit", Shapes.integer(1, 50), "how many")
              .body(THING)
              .answers(201, THING, "Made.", "Location")
              .idempotent()
              .route());

  private static volatile List<Readiness> readiness = List.of();
  private static HostedApi api;
  private static ObjectNode document;

  @BeforeAll
  static void start() throws Exception {
    api = new HostedApi(PlatformRoutes.of("9.9", CONTEXT, Problems.all(), () -> readiness));
    document = (ObjectNode) json(api.get("/openapi.json").body());
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  @Test
  void describesParametersBodyAnswersAndProblemsOfARoute() {
    JsonNode post = document.at("/paths/~1api~1v1~1things/post");
    assertThat(post.path("operationId").asText()).isEqualTo("post-things");
    assertThat(post.at("/tags/0").asText()).isEqualTo("things");
    assertThat(post.at("/security/0/bearer/0").asText()).isEqualTo("things:write");
    assertThat(post.at("/parameters").findValuesAsText("name"))
        .containsExactly("limit", "Idempotency-Key");
    assertThat(post.at("/requestBody/content/application~1json/schema/$ref").asText())
        .isEqualTo("#/components/schemas/Thing");
    assertThat(post.at("/responses/201/headers").has("Location")).isTrue();
    assertThat(texts(post.at("/responses/422/x-problem-types")))
        .containsExactlyInAnyOrder("/problems/idempotency-key-reused", "/problems/invalid-request");
    assertThat(post.path("responses").properties())
        .extracting(java.util.Map.Entry::getKey)
        .contains("400", "401", "403", "408", "409", "413", "415", "422", "500", "503", "default");
  }

  @Test
  void describesThePlatformItself() {
    assertThat(document.path("paths").properties())
        .extracting(java.util.Map.Entry::getKey)
        .contains("/health/live", "/health/ready", "/openapi.json", "/docs", "/problems/{name}");
  }

  @Test
  void describesWhatIsNoJsonByItsMediaType() {
    assertThat(document.at("/paths/~1docs/get/responses/200/content").has("text/html")).isTrue();
    assertThat(document.at("/paths/~1problems/get/responses/200/content").properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactly("text/html", "application/json");
    assertThat(document.at("/paths/~1openapi.json/get/responses/304").has("content")).isFalse();
  }

  @Test
  void namesEveryProblemType() {
    assertThat(texts(document.at("/components/schemas/Problem/properties/type/examples")))
        .hasSameSizeAs(Problems.all())
        .containsAll(Problems.all().stream().map(banyan.wire.ProblemType::uri).toList());
  }

  @Test
  void namesEachOperationOnce() {
    assertThat(document.findValuesAsText("operationId")).doesNotHaveDuplicates();
  }

  @Test
  void resolvesEveryReference() {
    for (String reference : document.findValuesAsText("$ref")) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void writesSchemasThatTheMetaSchemaOf202012Takes() {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var meta = registry.getSchema(SchemaLocation.of(META_SCHEMA));
    for (var named : document.at("/components/schemas").properties()) {
      assertThat(meta.validate(named.getValue().toString(), InputFormat.JSON))
          .as(named.getKey())
          .isEmpty();
    }
    // A schema that is none must not pass, or the loop above says nothing.
    assertThat(meta.validate("{\"type\":\"txt\"}", InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void givesExamplesThatItsOwnSchemasTake() {
    JsonNode media = document.at("/paths/~1api~1v1~1things/post/requestBody/content");
    ObjectNode schema = document.at("/components/schemas/Thing").deepCopy();
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    String example = media.at("/application~1json/example").toString();
    assertThat(registry.getSchema(schema.toString()).validate(example, InputFormat.JSON)).isEmpty();
    var violations = new ArrayList<banyan.wire.Violation>();
    THING.check(json(example), "", violations);
    assertThat(violations).isEmpty();
  }

  @Test
  void refusesTwoShapesOfOneName() {
    var other = Shapes.object("Thing").required("x", Shapes.flag());
    var routes = new ArrayList<>(CONTEXT);
    routes.add(
        Declare.get("/other", request -> Reply.ok("")).answers(200, other, "another").route());
    assertThatThrownBy(() -> ApiDescription.of("1", routes, List.of()))
        .hasMessageContaining("Thing");
  }

  @Test
  void refusesADeclarationWhosePathParameterHasNoShape() {
    var incomplete = Declare.get("/a/{id}", request -> Reply.ok("")).answers(200, null, "ok");
    assertThatThrownBy(incomplete::route).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void spares304ToAClientThatHasTheDocument() throws Exception {
    String etag = api.get("/openapi.json").headers().firstValue("ETag").orElseThrow();
    var again = api.send(api.request("/openapi.json").header("If-None-Match", etag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).contains(etag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/docs.css", "/docs/docs.js", "/problems"})
  void servesPagesThatLoadNothingFromOtherHosts(String path) throws Exception {
    var answer = api.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("://").doesNotContain("<script>", "style=");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("unsafe", "*");
  }

  @Test
  void explainsAProblemToPeopleAndPrograms() throws Exception {
    assertThat(api.get("/problems/invalid-request").body())
        .contains("<h1>invalid-request</h1>", "<code>violations</code>");
    var data =
        api.send(api.request("/problems/invalid-request").header("Accept", "application/json"));
    assertThat(json(data.body()).path("status").asInt()).isEqualTo(422);
  }

  @Test
  void suggestsTheNearestProblem() throws Exception {
    var answer = api.get("/problems/invalid-requst");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("did you mean 'invalid-request'?");
  }

  @Test
  void livesWhileItIsNotReadyAndSaysWhichPartIsMissing() throws Exception {
    readiness = List.of(new Readiness("database", false, "is starting"));
    assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
    var answer = api.get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(json(answer.body()).at("/parts/0/detail").asText()).isEqualTo("is starting");
    readiness = List.of(new Readiness("database", true, "is there"));
    assertThat(api.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
  }

  @Test
  void answersHealthToHead() throws Exception {
    var head = api.request("/health/live").method("HEAD", BodyPublishers.noBody());
    assertThat(api.send(head).statusCode()).isEqualTo(200);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
