package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.app.CommandLineUser.Ending;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan migration …} beside a proxy that runs alone. */
final class MigrationCommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private MigratingProxy proxy;

  @BeforeEach
  void start() throws IOException {
    proxy = new MigratingProxy(folder);
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void movesALegacyRouteFromTheFirstStageToTheLast() throws IOException {
    assertThat(proxy.create()).isEqualTo("orders is at prepared, revision 1 (ada: it moves)\n");
    assertThat(proxy.answer()).isEqualTo("legacy");
    assertThat(proxy.well("migration", "shadow", "orders", "--why", "it runs"))
        .isEqualTo("orders is at shadow, revision 2 (admin: it runs)\n");

    Ending unproven = proxy.types("migration", "canary", "orders", "100", "--why", "now");
    assertThat(unproven.code()).isEqualTo(1);
    assertThat(unproven.err()).contains("a valid certificate of parity: there is no certificate");
    proxy.well("migration", "canary", "orders", "100", "--why", "now", "--override", "no gate yet");
    assertThat(proxy.answer()).isEqualTo("fresh");
    proxy.well("migration", "rollback", "orders", "--why", "too slow");
    assertThat(proxy.answer()).isEqualTo("legacy");
    proxy.well(
        "migration", "canary", "orders", "50", "--why", "again", "--override", "no gate yet");
    proxy.well(
        "migration", "promote", "orders", "--why", "all is well", "--override", "no gate yet");
    theOldSideIsWatched();
    proxy.well(
        "migration", "retire", "orders", "--why", "nobody asks", "--override", "no gate yet");
    assertThat(proxy.answer()).isEqualTo("fresh");

    assertThat(proxy.well("migration", "list"))
        .containsPattern("orders +retired +100% +legacy +fresh");
    assertThat(proxy.well("migration", "show", "orders"))
        .contains("orders is at retired, revision 7", "  salt      ")
        .containsPattern("4 +20\\S+Z +rollback +shadow +admin +admin +too slow");
    JsonNode shown = JSON.readTree(proxy.well("migration", "show", "orders", "--json"));
    assertThat(shown.path("history")).hasSize(7);
    assertThat(proxy.well("migration", "explain", "orders"))
        .contains("not rollback: it is retired");
    assertThat(proxy.types("migration", "rollback", "orders", "--why", "x").code()).isEqualTo(1);
    assertThat(proxy.well("routes", "explain", "/orders/7"))
        .contains("moved by the migration orders, at retired, from legacy to fresh");
  }

  @Test
  void aMigrationHasSettingsOfItsOwn() throws IOException {
    Ending wrong = creates("legacy", "--set", "gate.eror-ratio=3");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("'gate.eror-ratio' is not one", "did you mean");
    proxy.create("--set", "gate.error-ratio=3", "--set", "migration.quiet=1d");
    proxy.restart();

    assertThat(proxy.well("migration", "show", "orders"))
        .contains("  settings  gate.error-ratio=3, migration.quiet=1d");
    JsonNode shown = JSON.readTree(proxy.well("migration", "show", "orders", "--json"));
    assertThat(shown.at("/migration/settings/migration.quiet").asText()).isEqualTo("1d");
  }

  /** A cursor that the old side gave out is a hit, and one is too many to retire it. */
  private void theOldSideIsWatched() {
    assertThat(proxy.well("migration", "show", "orders")).contains("  old side  0 hits since 20");
    assertThat(proxy.answerTo("/orders/7?cursor=of-legacy")).isEqualTo("legacy");
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(proxy.well("migration", "show", "orders"))
                    .containsPattern(
                        "old side  1 hits since 20\\S+Z, last 20\\S+Z: artefact, \\* /orders/\\*\\*, by"
                            + " 127\\.0\\.0\\.0/24")
                    .contains("rollback safe: no: no answer of the old side was compared"));
    Ending early = proxy.types("migration", "retire", "orders", "--why", "nobody asks");
    assertThat(early.code()).isEqualTo(1);
    assertThat(early.err())
        .contains("the old side was asked 1 times", "and 7 d without a hit are demanded");
  }

  @Test
  void theGateOfACanaryIsShownAndARollOutBeginsAndHalts() throws IOException {
    proxy.create();
    proxy.well("migration", "shadow", "orders", "--why", "x");
    Ending early = proxy.types("gate", "show", "orders");
    assertThat(early.code()).isEqualTo(1);
    assertThat(early.err()).contains("orders is at shadow, and this process has not seen");

    proxy.well(
        "migration",
        "rollout",
        "orders",
        "--steps",
        "5:2:1h,20:2:2h",
        "--why",
        "x",
        "--override",
        "writes alone");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> proxy.types("gate", "show", "orders").code() == 11);
    assertThat(proxy.types("gate", "show", "orders").out())
        .startsWith("INCONCLUSIVE\nHold; missing: 0 of 10 users of the baseline;")
        .contains("orders at canary 5%, counted since ", "0 events heard", "s of 3600 s");
    JsonNode gate = JSON.readTree(proxy.types("gate", "show", "orders", "--json").out());
    assertThat(gate.path("verdict").asText()).isEqualTo("INCONCLUSIVE");
    assertThat(gate.at("/margins/timeSeconds").asInt()).isEqualTo(600);

    assertThat(proxy.well("migration", "show", "orders"))
        .contains("  roll-out  running: 5:2:1h,20:2:2h");
    proxy.well("migration", "halt", "orders", "--why", "x");
    proxy.well("migration", "canary", "orders", "1", "--no-automatic", "--why", "x");
    assertThat(proxy.well("migration", "show", "orders"))
        .contains(
            "orders is at canary 1%",
            "  roll-out  not running: 5:2:1h", "  gate      takes nothing back by itself");
    assertThat(proxy.types("migration", "promote", "orders", "--why", "x").err())
        .contains("this move needs the gate's verdict to promote: ");
    assertThat(proxy.types("migration", "rollout", "orders", "--steps", "5", "--why", "x").err())
        .contains("step '5': write percent:users:time");
  }

  @Test
  void aMigrationOutlivesTheProcess() {
    proxy.create();
    proxy.well("migration", "shadow", "orders", "--why", "x");
    proxy.well("migration", "canary", "orders", "100", "--why", "x", "--override", "no gate yet");
    proxy.restart();

    assertThat(proxy.answer()).isEqualTo("fresh");
    assertThat(proxy.well("audit", "verify")).contains("is whole: 3 entries");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(proxy.types("migration", "create", "orders").code()).isEqualTo(2);
    Ending unknown = creates("legcy");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("'legcy' is no upstream", "legacy");
    assertThat(proxy.types("migration", "shadow", "none", "--why", "x").err())
        .contains("there is no migration 'none'");
    assertThat(proxy.types("migration", "shadow", "none").err()).contains("--why: say why");
  }

  @Test
  void everyEndpointOfTheAdminListenerIsDescribed() throws IOException {
    RunFile running = proxy.running();
    AdminAddress address =
        AdminAddress.given(
            String.valueOf(running.adminUrl()), Path.of(String.valueOf(running.tokenFile())));
    try (AdminClient client = new AdminClient(address)) {
      JsonNode paths = JSON.readTree(client.ask("/openapi.json")).path("paths");
      TreeSet<String> described = new TreeSet<>();
      paths.fieldNames().forEachRemaining(described::add);
      for (String path : described) {
        String method = paths.path(path).has("get") ? "GET" : "POST";
        int status = method.equals("GET") ? 200 : client.send(path, "[").status();
        assertThat(status).as(path).isIn(200, 400, 422);
        if (method.equals("GET")) {
          assertThat(client.askAtLength(path)).as(path).isNotEmpty();
        }
      }
      assertThat(described).contains("/migrations/move", "/audit", "/routes/publish");
    }
  }

  /** What becomes of a migration of the orders from a side to the fresh one. */
  private Ending creates(String from, String... more) {
    return proxy.types(
        Stream.concat(
                Stream.of(
                    "migration", "create", "orders", "--routes", "/orders/**", "--from", from),
                Stream.concat(Stream.of("--to", "fresh", "--why", "x"), Stream.of(more)))
            .toArray(String[]::new));
  }
}
