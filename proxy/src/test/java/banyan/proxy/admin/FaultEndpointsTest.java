package banyan.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.fault.LiveFaults;
import banyan.proxy.migration.AuditLog;
import banyan.proxy.migration.MigrationFolder;
import banyan.testing.Answer;
import banyan.testing.RawClient;
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

/** Planting faults over the admin listener. */
final class FaultEndpointsTest {
  private static final String SLOW =
      "{\"name\": \"slow\", \"kind\": \"latency\", \"value\": \"5ms\", \"lasts\": \"5m\","
          + " \"path\": \"/a\", \"percent\": 10, \"fields\": [\"X-Test\"], \"why\": \"a test\"}";

  @TempDir Path folder;
  private Path log;
  private AdminListener listener;
  private String token;

  @BeforeEach
  void start() throws IOException {
    log = folder.resolve("log");
    listener =
        new AdminListener(
            new AdminSettings("127.0.0.1", 0, null),
            folder.resolve("admin.token"),
            FaultEndpoints.of(
                new LiveFaults(
                    true,
                    new AuditLog(new MigrationFolder(log))::add,
                    "up-1",
                    InstantSource.system())));
    listener.start();
    token = Files.readString(folder.resolve("admin.token")).strip();
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
  }

  @Test
  void plantsShowsAndRemoves() {
    Answer planted = ask("POST /faults/add", SLOW);
    assertThat(planted.status()).as(planted.text()).isEqualTo(201);
    assertThat(ask("GET /faults", "").text())
        .contains("\"kind\":\"latency 5ms\"", "\"where\":\"/a [field x-test]\"", "\"percent\":10")
        .contains("\"who\":\"", "\"why\":\"a test\"", "\"strikes\":0");
    assertThat(ask("POST /faults/add", SLOW).status()).isEqualTo(409);
    assertThat(ask("POST /faults/remove", "{\"name\": \"slow\"}").status()).isEqualTo(200);
    assertThat(ask("POST /faults/remove", "{\"name\": \"slow\"}").status()).isEqualTo(409);
    assertThat(ask("GET /faults", "").text()).isEqualTo("[]");
  }

  @Test
  void nothingIsPlantedThatTheAuditLogDoesNotTake() throws IOException {
    Files.writeString(log, "no folder");
    Answer refused = ask("POST /faults/add", SLOW);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text()).contains("a fault must be in the audit log");
    assertThat(ask("GET /faults", "").text()).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "\"lasts\": \"5m\"|\"lasts\": \"2h\"|1h",
        "\"lasts\": \"5m\",||'lasts' is needed",
        "\"why\": \"a test\"|\"why\": \"\"|'why' is needed",
        "\"why\": \"a test\"|\"why\": \"a\\ntest\"|control character",
        "\"percent\"|\"precent\"|precent",
        "\"5ms\"|\"1m\"|30s",
        "\"/a\"|\"a\"|start it with",
      })
  void saysWhatIsWrong(String right, String wrong, String remedy) {
    String body = SLOW.replace(right, wrong == null ? "" : wrong);
    Answer answer = ask("POST /faults/add", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains(remedy);
    assertThat(ask("GET /faults", "").text()).isEqualTo("[]");
  }

  private Answer ask(String what, String body) {
    return RawClient.exchange(
        listener.port(),
        what
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }
}
