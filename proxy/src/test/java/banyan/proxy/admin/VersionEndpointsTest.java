package banyan.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.publish.VersionsFolder;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RoutesFile;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishing over the admin listener. */
final class VersionEndpointsTest {
  private static final String DOCUMENT =
      "\"document\": \"upstreams: {u: {endpoints: ['http://127.0.0.1:1']}}\"";

  @TempDir Path folder;
  private AdminListener listener;
  private PublishedRoutes routes;
  private String token;

  @BeforeEach
  void start() throws IOException {
    Path file = Files.writeString(folder.resolve("routes.yaml"), "routes: []\n");
    var opened = (RoutesFile.Opening.Opened) RoutesFile.open(file, LocalCode.none());
    routes =
        new PublishedRoutes(
            opened.file(),
            LocalCode.none(),
            new VersionsFolder(folder.resolve("versions"), InstantSource.system()),
            null,
            "proxy");
    routes.catchUp();
    listener =
        new AdminListener(
            new AdminSettings("127.0.0.1", 0, null),
            folder.resolve("admin.token"),
            VersionEndpoints.of(routes, "proxy"));
    listener.start();
    token = Files.readString(folder.resolve("admin.token")).strip();
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
    routes.close();
  }

  @Test
  void publishesUnderTheNameOfTheTokensRole() throws IOException {
    Answer answer = post("/routes/publish", "{" + DOCUMENT + ", \"why\": \"a move\"}");

    assertThat(answer.status()).isEqualTo(201);
    JsonNode version = json(answer);
    assertThat(version.path("version").asInt()).isEqualTo(2);
    assertThat(version.path("parent").asInt()).isEqualTo(1);
    assertThat(version.path("who").asText()).isEqualTo("proxy");
    assertThat(version.path("why").asText()).isEqualTo("a move");
    assertThat(routes.version()).isEqualTo(2);
  }

  @Test
  void publishesUnderTheNameThatIsGiven() throws IOException {
    Answer answer =
        post("/routes/publish", "{" + DOCUMENT + ", \"why\": \"a move\", \"as\": \"ada\"}");

    assertThat(json(answer).path("who").asText()).isEqualTo("ada");
  }

  @Test
  void refusesADocumentWithEveryFault() throws IOException {
    Answer answer =
        post("/routes/publish", "{\"document\": \"a: 1\\nb: 2\\n\", \"why\": \"a move\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(json(answer).path("faults")).hasSize(2);
    assertThat(json(answer).at("/faults/1/line").asInt()).isEqualTo(2);
    assertThat(routes.version()).isEqualTo(1);
  }

  @Test
  void tellsTheSecondAdministratorWhatCameBetween() throws IOException {
    String body = "{" + DOCUMENT + ", \"why\": \"a move\", \"as\": \"ada\", \"expect\": 1}";
    assertThat(post("/routes/publish", body).status()).isEqualTo(201);

    Answer second = post("/routes/publish", body);

    assertThat(second.status()).isEqualTo(409);
    assertThat(json(second).at("/between/version").asInt()).isEqualTo(2);
    assertThat(json(second).path("detail").asText()).contains("version 2 (ada");
  }

  @Test
  void showsAndRollsBack() throws IOException {
    post("/routes/publish", "{" + DOCUMENT + ", \"why\": \"a move\"}");

    Answer back = post("/routes/rollback", "{\"version\": 1, \"why\": \"it failed\"}");
    assertThat(back.status()).isEqualTo(201);
    JsonNode shown = json(post("/routes/show", "{}"));
    assertThat(shown.at("/version/version").asInt()).isEqualTo(3);
    assertThat(shown.path("document").asText()).isEqualTo("routes: []\n");
    assertThat(json(get("/routes/history"))).hasSize(3);
    assertThat(post("/routes/show", "{\"version\": 9}").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no json | no JSON",
        "[] | no JSON object",
        "{\"why\": \"x\"} | 'document' is needed",
        "{\"document\": \"\"} | 'why' is needed",
        "{\"document\": \"\", \"why\": \"\"} | why: say it",
        "{\"document\": \"\", \"why\": \"x\", \"expect\": -1} | 'expect'",
        "{\"document\": \"\", \"why\": \"x\", \"expect\": 1.5} | 'expect'",
        "{\"document\": \"\", \"why\": \"x\", \"expected\": 1} | no member 'expected'"
      })
  void refusesWhatIsNoPublication(String body, String complaint) {
    Answer answer = post("/routes/publish", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains(complaint);
    assertThat(routes.version()).isEqualTo(1);
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    assertThat(post("/routes/rollback", " ".repeat(20_000)).status()).isEqualTo(413);
  }

  @Test
  void wantsTheToken() {
    Answer answer =
        RawClient.exchange(
            listener.port(),
            "POST /routes/publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");

    assertThat(answer.status()).isEqualTo(401);
  }

  private Answer get(String path) {
    return RawClient.exchange(
        listener.port(),
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n");
  }

  private Answer post(String path, String body) {
    return RawClient.exchange(
        listener.port(),
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, token, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  private static JsonNode json(Answer answer) throws IOException {
    return new JsonMapper().readTree(answer.text());
  }
}
