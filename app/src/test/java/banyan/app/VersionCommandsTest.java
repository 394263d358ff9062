package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.app.CommandLineUser.Ending;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan routes publish|history|show|diff|rollback} beside a proxy that runs alone. */
final class VersionCommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String MOVED =
      """
      upstreams:
        u: {endpoints: ["http://127.0.0.1:1"]}
      routes:
        - {match: {path: /moved}, to: u}
      """;

  @TempDir Path folder;
  private Application proxy;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("routes.yaml"), "routes: []\n");
    Files.writeString(folder.resolve("moved.yaml"), MOVED);
    proxy = proxy();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void publishesShowsAndRollsBack() {
    Ending published = types("publish", "moved.yaml", "--why", "it moves", "--as", "ada");
    assertThat(published.code()).as(published.err()).isZero();
    assertThat(published.out()).isEqualTo("version 2 is in force (ada: it moves)\n");
    assertThat(types("show").out()).isEqualTo(MOVED);
    assertThat(types("show", "1").out()).isEqualTo("routes: []\n");
    assertThat(types("diff", "1", "2").out()).startsWith("-routes: []\n+upstreams:\n");
    assertThat(types("diff", "2", "2").out()).isEmpty();

    Ending back = types("rollback", "1", "--why", "it failed");
    assertThat(back.out()).isEqualTo("version 3 is in force (proxy: it failed)\n");
    assertThat(types("show").out()).isEqualTo("routes: []\n");
    assertThat(types("history").out().lines())
        .hasSize(4)
        .anyMatch(line -> line.matches("2 +20\\S+Z +ada +it moves"));
  }

  @Test
  void everyPlaceTellsTheSameVersion() throws Exception {
    types("publish", "moved.yaml", "--why", "it moves", "--as", "ada");
    CommandLineUser user = new CommandLineUser(folder);
    RunFile running = RunFile.living(folder.resolve("var")).getFirst();
    AdminAddress address =
        AdminAddress.given(
            String.valueOf(running.adminUrl()), Path.of(String.valueOf(running.tokenFile())));

    JsonNode report = new JsonMapper().readTree(user.types("routes", "--json").out());
    assertThat(report.at("/published/version").asLong()).isEqualTo(2);
    assertThat(user.types("routes").out()).contains("version 2 from the store (ada, ", "it moves");
    JsonNode history = new JsonMapper().readTree(types("history", "--json").out());
    assertThat(history.at("/0/version").asLong()).isEqualTo(2);
    try (AdminClient client = new AdminClient(address)) {
      assertThat(client.ask("/metrics").lines())
          .anyMatch(line -> line.matches("banyan_routes_version(\\{.*})? 2(\\.0)?"));
      assertThat(client.ask("/health/ready")).contains("version 2 from the store");
    }
  }

  @Test
  void tellsTheSecondAdministratorWhatCameBetween() {
    types("publish", "moved.yaml", "--why", "it moves", "--as", "ada", "--expect", "1");

    Ending second = types("publish", "moved.yaml", "--why", "mine", "--expect", "1");

    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err()).contains("version 2 (ada, ", "it moves", "nothing has changed");
  }

  @Test
  void namesEveryFaultWithItsPlace() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), "rotes: []\nupstream: {}\n");

    Ending ending = types("publish", "bad.yaml", "--why", "it moves");

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err())
        .contains("bad.yaml:1:1: unknown key 'rotes'", "bad.yaml:2:1: unknown key 'upstream'")
        .contains("nothing has changed");
    assertThat(types("history").out().lines()).hasSize(2);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(types("publish", "moved.yaml").code()).isEqualTo(2);
    assertThat(types("publish", "moved.yaml").err()).contains("--why");
    assertThat(types("publish", "none.yaml", "--why", "x").err()).contains("none.yaml");
    assertThat(types("rollback", "one", "--why", "x").err()).contains("'one' is no number");
    assertThat(types("show", "7").err()).contains("no such version");
    assertThat(types("show", "7").code()).isEqualTo(1);
  }

  @Test
  void whatWasPublishedOutlivesTheProcessUntilTheFileChanges() throws IOException {
    types("publish", "moved.yaml", "--why", "it moves");
    proxy.close();
    proxy = proxy();
    assertThat(proxy.banner()).anyMatch(line -> line.contains("version 2 from the store"));
    assertThat(types("show").out()).isEqualTo(MOVED);

    Files.writeString(folder.resolve("routes.yaml"), "# changed\nroutes: []\n");
    await().atMost(LIMIT).until(() -> types("show").out().startsWith("# changed"));
  }

  private Ending types(String... arguments) {
    List<String> all = new ArrayList<>(List.of("routes"));
    all.addAll(List.of(arguments));
    return new CommandLineUser(folder).types(all.toArray(String[]::new));
  }

  private Application proxy() {
    return Application.proxy(GivenSettings.in(folder, Map.of()));
  }
}
