package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.app.CommandLineUser.Ending;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From copies of requests to a certificate, the move that rests on it, and its end. */
final class CertifiedMoveTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String OLD = "{\"id\": 7, \"total\": 12.50}";

  @TempDir Path folder;
  private final ScriptedUpstream legacy = answering(OLD);
  private final ScriptedUpstream fresh = answering("{\"total\": 12.50, \"id\": 7}");
  private final ScriptedUpstream wrong = answering("{\"id\": 7, \"total\": 12.5}");
  private Application proxy;

  @BeforeEach
  void start() throws IOException {
    publish(fresh, "5.0");
    proxy =
        Application.proxy(
            GivenSettings.in(
                folder,
                Map.of(
                    "certificate.compared",
                    "20",
                    "certificate.mismatch",
                    "0.2",
                    "shadow.processor",
                    "1")));
    // Nobody sends it: whom nothing tells is with the old side.
    Stream<String> identity = Stream.of("--identity", "cookie:who");
    well(Stream.concat(MigratingProxy.CREATE.stream(), identity).toArray(String[]::new));
    well("migration", "shadow", "orders", "--why", "compare");
  }

  @AfterEach
  void stop() {
    proxy.close();
    legacy.close();
    fresh.close();
    wrong.close();
  }

  @Test
  void aMoveRestsOnWhatWasComparedAndARedeployEndsIt() throws IOException {
    assertThat(types("migration", "canary", "orders", "1", "--why", "now").err())
        .contains("0 of 20 comparisons are there");
    ask(25);
    await().atMost(LIMIT).until(() -> types("migration", "diff", "orders").code() == 0);
    ask(20);
    await().atMost(LIMIT).until(() -> types("certificate", "issue", "orders").code() == 0);

    assertThat(well("certificate", "show", "orders", "--out", "1.json"))
        .contains("certificate 1 of orders", "fresh, build 5.0", "certified by certificate 1");
    assertThat(well("certificate", "verify", "1.json")).contains("genuine");
    well("migration", "canary", "orders", "1", "--why", "no difference found");
    assertThat(well("migration", "show", "orders")).contains("certificate 1:");

    publish(wrong, "5.1");
    await()
        .atMost(LIMIT)
        .until(() -> types("certificate", "show", "orders").out().contains("is void"));
    assertThat(types("migration", "canary", "orders", "10", "--why", "more").err())
        .contains("certificate 1 is void: the candidate is build 5.1, not 5.0");

    ask(25);
    await()
        .atMost(LIMIT)
        .until(() -> types("migration", "diff", "orders").out().contains("12.50 became 12.5"));
    assertThat(types("migration", "diff", "orders").code()).isEqualTo(1);
    Path kept = Files.list(folder.resolve("var/certificates")).toList().getFirst();
    Path file = kept.resolve("1.json");
    Files.writeString(file, Files.readString(file).replace("5.0", "5.1"));
    assertThat(types("certificate", "verify").out()).contains("broken at certificate 1");
    assertThat(types("certificate", "verify").code()).isEqualTo(1);
  }

  private void publish(ScriptedUpstream candidate, String build) throws IOException {
    Files.writeString(
        folder.resolve("routes.yaml"),
        """
        upstreams:
          legacy: {endpoints: ["%s"], build: 4.1}
          fresh: {endpoints: ["%s"], build: %s}
        routes:
          - {match: {path: "/orders/**"}, to: legacy}
        """
            .formatted(legacy.origin(), candidate.origin(), build));
  }

  private void ask(int times) {
    RunFile running = RunFile.living(folder.resolve("var")).getFirst();
    int port = URI.create(String.valueOf(running.url())).getPort();
    for (int i = 0; i < times; i++) {
      assertThat(
              RawClient.exchange(port, "GET /orders/7 HTTP/1.1\r\nHost: localhost\r\n\r\n").text())
          .isEqualTo(OLD);
    }
  }

  private String well(String... arguments) {
    Ending ending = types(arguments);
    assertThat(ending.code()).as(ending.err()).isZero();
    return ending.out();
  }

  private Ending types(String... arguments) {
    return new CommandLineUser(folder).types(arguments);
  }

  private static ScriptedUpstream answering(String body) {
    return ScriptedUpstream.answering(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body));
  }
}
