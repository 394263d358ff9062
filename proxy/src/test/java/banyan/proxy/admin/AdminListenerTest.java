package banyan.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.testing.RawClient;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminListenerTest {
  private static final AdminSettings ANY_PORT = new AdminSettings("127.0.0.1", 0, null);

  @TempDir Path folder;
  private final AtomicBoolean isReady = new AtomicBoolean(true);
  private Path tokenFile;
  private AdminListener listener;
  private String token;

  @BeforeEach
  void start() throws IOException {
    tokenFile = folder.resolve("run/admin.token");
    listener = new AdminListener(ANY_PORT, tokenFile, endpoints());
    listener.start();
    token = Files.readString(tokenFile).strip();
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
  }

  @Test
  void theTokenIsForTheOwnerOfTheFileAloneAndGoneWithTheListener() throws IOException {
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    assertThat(mode(tokenFile)).isEqualTo("rw-------");
    assertThat(mode(tokenFile.getParent())).isEqualTo("rwx------");
    listener.close();
    assertThat(tokenFile).doesNotExist();
  }

  @Test
  void eachRoleHasATokenThatMayWhatTheRolesBeforeItMay() throws IOException {
    for (AdminRole role : AdminRole.values()) {
      String own = Files.readString(TokenFiles.path(tokenFile, role)).strip();
      String field = "Authorization: Bearer " + own + "\r\n";
      assertThat(get("/metrics", field).status()).isEqualTo(200);
      assertThat(post("/change", field, "").status())
          .as(role.word())
          .isEqualTo(role == AdminRole.VIEWER ? 403 : 200);
    }
    assertThat(tokenFile.resolveSibling("admin.viewer.token")).exists();
    listener.close();
    assertThat(tokenFile.resolveSibling("admin.viewer.token")).doesNotExist();
  }

  @Test
  void theTokenOfALaterProcessIsLeftAlone() throws IOException {
    Files.writeString(tokenFile, "of another process");
    listener.close();
    assertThat(tokenFile).hasContent("of another process");
  }

  @Test
  void healthIsOpen() {
    assertThat(get("/health/live", "").status()).isEqualTo(200);
    assertThat(get("/health/ready", "").text())
        .isEqualTo(
            "{\"ready\":true,\"checks\":[{\"name\":\"database\",\"ok\":true,\"detail\":\"up\"}]}");
  }

  @Test
  void aProcessThatIsNotReadySaysWhy() {
    isReady.set(false);
    var answer = get("/health/ready", "");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).contains("\"ready\":false", "\"detail\":\"gone\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/unknown", "/HEALTH/live"})
  void everythingElseWantsTheToken(String path) {
    var answer = get(path, "");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.field("WWW-Authenticate")).contains("Bearer");
    assertThat(get(path, "Authorization: Bearer " + token + "x\r\n").status()).isEqualTo(401);
    assertThat(get(path, "Authorization: Basic " + token + "\r\n").status()).isEqualTo(401);
    assertThat(get(path, withToken() + withToken()).status()).isEqualTo(401);
  }

  @Test
  void theTokenOpensTheEndpoints() {
    var answer = get("/metrics", withToken());
    assertThat(answer.text()).isEqualTo("requests_total 7\n");
    assertThat(answer.field("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
    assertThat(answer.field("Cache-Control")).contains("no-store");
  }

  @Test
  void headIsAnsweredWithoutABody() {
    var answer =
        RawClient.exchange(
            listener.port(), "HEAD /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void anUnknownPathAndMethodAreProblems() {
    assertThat(get("/unknown", withToken()).status()).isEqualTo(404);
    var answer =
        RawClient.exchange(
            listener.port(),
            "DELETE /metrics HTTP/1.1\r\nHost: localhost\r\n" + withToken() + "\r\n");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.field("Allow")).contains("GET");
    assertThat(answer.field("Content-Type")).contains("application/problem+json");
  }

  @Test
  void anotherHostIsRefusedEvenWithTheToken() {
    var answer =
        RawClient.exchange(
            listener.port(),
            "GET /metrics HTTP/1.1\r\nHost: evil.example\r\n" + withToken() + "\r\n");
    assertThat(answer.status()).isEqualTo(421);
  }

  @Test
  void anEndpointReadsABodyUpToItsLimit() {
    assertThat(post("/echo", withToken(), "four").text()).isEqualTo("four");
    assertThat(post("/echo", withToken(), "fives").status()).isEqualTo(413);
    assertThat(post("/echo", "", "four").status()).isEqualTo(401);
  }

  @Test
  void anEndpointThatFailsTellsNothing() {
    var answer = get("/broken", withToken());
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("internal-error").doesNotContain("password");
  }

  @Test
  void aPortInUseIsReportedAndTheOtherProcessKeepsItsToken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      Path other = Files.writeString(folder.resolve("other.token"), "of another process");
      AdminSettings settings = new AdminSettings("127.0.0.1", taken.getLocalPort(), null);
      assertThatThrownBy(() -> new AdminListener(settings, other, List.of()).start())
          .isInstanceOf(IOException.class)
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(BindException.class),
              e -> assertThat(e).hasRootCauseInstanceOf(BindException.class));
      assertThat(other).hasContent("of another process");
    }
  }

  private List<AdminEndpoint> endpoints() {
    var database =
        new ReadinessCheck(
            "database",
            () ->
                isReady.get()
                    ? new ReadinessCheck.State(true, "up")
                    : new ReadinessCheck.State(false, "gone"));
    List<AdminEndpoint> endpoints = new ArrayList<>(StandardEndpoints.health(List.of(database)));
    endpoints.add(StandardEndpoints.metrics(() -> "requests_total 7\n"));
    endpoints.add(AdminEndpoint.get("/broken", AdminListenerTest::breakDown));
    endpoints.add(AdminEndpoint.ask("/echo", 4, body -> new Answer(200, "text/plain", body)));
    endpoints.add(AdminEndpoint.post("/change", 4, _ -> new Answer(200, "text/plain", "")));
    return endpoints;
  }

  private static Answer breakDown() {
    throw new IllegalStateException("the password is hunter2");
  }

  private String withToken() {
    return "Authorization: Bearer " + token + "\r\n";
  }

  private banyan.testing.Answer get(String path, String fields) {
    return RawClient.exchange(
        listener.port(), "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + "\r\n");
  }

  private banyan.testing.Answer post(String path, String fields, String body) {
    return RawClient.exchange(
        listener.port(),
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + fields
            + "\r\n"
            + body);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
