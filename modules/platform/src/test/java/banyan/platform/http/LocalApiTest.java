package banyan.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The local side as a client sees it, over real sockets. */
final class LocalApiTest {
  record Greeting(String text, Instant at, @Nullable String mood) {}

  private static final Shape GREETING =
      Shapes.object("Greeting")
          .required("text", Shapes.text(1, 40))
          .required("at", Shapes.instant())
          .optional("mood", Shapes.text(1, 10));

  private static HostedApi api;

  @BeforeAll
  static void start() throws Exception {
    api = new HostedApi(routes());
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  private static List<RouteDeclaration> routes() {
    return List.of(
        Declare.get("/things/{id}", r -> Reply.ok(greeting("id " + r.pathParameter("id"))))
            .path("id", Shapes.text(1, 40), "which")
            .answers(200, GREETING, "found")
            .route(),
        Declare.get("/things/fixed", r -> Reply.ok(greeting("fixed")).with("ETag", "\"1\""))
            .answers(200, GREETING, "found")
            .route(),
        Declare.post("/things", r -> Reply.created("/things/1", r.body(Greeting.class)))
            .body(GREETING)
            .answers(201, GREETING, "made")
            .route(),
        Declare.delete("/things/{id}", r -> new Reply(204, java.util.Map.of(), null))
            .path("id", Shapes.text(1, 40), "which")
            .answers(204, null, "gone")
            .route(),
        Declare.get("/time", r -> Reply.ok(greeting(sameDeadline(r))))
            .answers(200, GREETING, "told")
            .route(),
        Declare.get("/broken", r -> fail()).answers(200, null, "never").route(),
        Declare.get("/away", r -> away()).answers(200, null, "never").route());
  }

  private static Greeting greeting(String text) {
    return new Greeting(text, Instant.parse("2026-11-21T09:00:00.5Z"), null);
  }

  private static String sameDeadline(ApiRequest request) {
    return Deadline.current().equals(Optional.of(request.deadline())) ? "the same" : "another";
  }

  private static Reply fail() {
    throw new IllegalStateException("the password is hunter2");
  }

  private static Reply away() {
    throw Failure.ours(Problem.of(Problems.UNAVAILABLE, "the database is away"), null)
        .retryAfter(Duration.ofMillis(1500));
  }

  @Test
  void writesRecordsInOrderWithIsoTimesAndWithoutNulls() throws Exception {
    HttpResponse<String> answer = api.get("/things/a%20b");
    assertThat(answer.body())
        .isEqualTo("{\"text\":\"id a b\",\"at\":\"2026-11-21T09:00:00.500Z\"}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Content-Length"))
        .contains(Integer.toString(answer.body().length()));
  }

  @Test
  void makesTheDeadlineOfARequestThatOfItsThread() throws Exception {
    assertThat(api.get("/time").body()).contains("the same");
  }

  @Test
  void prefersTheFixedSegment() throws Exception {
    assertThat(api.get("/things/fixed").body()).contains("\"fixed\"");
  }

  @Test
  void createsWithALocation() throws Exception {
    var answer = api.post("/things", "{\"text\":\"hi\",\"at\":\"2026-11-21T09:00:00Z\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Location")).contains("/things/1");
  }

  @Test
  void answersHeadLikeGetWithoutTheBody() throws Exception {
    var answer = api.send(api.request("/things/fixed").method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(48);
  }

  @Test
  void sendsNoBodyAndNoTypeWith204() throws Exception {
    var answer = api.send(api.request("/things/1").DELETE());
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
  }

  @Test
  void answersAnUnknownPathWithAProblem() throws Exception {
    var answer = api.get("/nothing");
    assertProblem(answer, 404, "route-not-found");
  }

  @Test
  void namesTheMethodsThatThePathTakes() throws Exception {
    var answer = api.send(api.request("/things/7").PUT(BodyPublishers.noBody()));
    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow").orElse("").split(", *"))
        .containsExactlyInAnyOrder("GET", "HEAD", "DELETE");
  }

  @Test
  void takesNeitherTrailingSlashNorOtherCase() throws Exception {
    assertProblem(api.get("/things/7/"), 404, "route-not-found");
    assertProblem(api.get("/Things/7"), 404, "route-not-found");
    assertProblem(api.get("//things/7"), 404, "route-not-found");
  }

  @Test
  void refusesAnEncodedSlash() throws Exception {
    assertProblem(api.get("/things/a%2Fb"), 400, "malformed-request");
  }

  @Test
  void hidesWhatBrokeFromTheClient() throws Exception {
    var answer = api.get("/broken");
    assertProblem(answer, 500, "internal-error");
    assertThat(answer.body()).doesNotContain("hunter2", "Exception");
  }

  @Test
  void answersAFailureWithItsProblemAndARoundedUpRetryAfter() throws Exception {
    var answer = api.get("/away");
    assertProblem(answer, 503, "unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String name) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem =
        StrictJson.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(problem.path("type").asText()).isEqualTo("/problems/" + name);
    assertThat(problem.path("instance").asText()).startsWith("urn:banyan:request:");
  }
}
