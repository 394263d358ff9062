package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.acceptance.Deployable;
import banyan.app.CommandLineUser.Ending;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole product in this process, when it serves. */
final class ServingTest {
  @TempDir static Path folder;
  private static ScriptedUpstream catalog;
  private static Application application;

  @BeforeAll
  static void start() throws IOException {
    catalog = ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nmoved");
    Files.writeString(
        folder.resolve("routes.yaml"),
        "upstreams: {catalog: {endpoints: [\"%s\"]}}\n".formatted(catalog.origin()));
    application =
        Application.up(
            GivenSettings.in(folder, Map.of("database.programs", Deployable.PROGRAMS.toString())));
  }

  @AfterAll
  static void stop() {
    application.close();
    catalog.close();
  }

  @Test
  void isReadyWhenTheExamplesAreThere() {
    RunFile running = RunFile.read(folder.resolve("var"), "up").orElseThrow();
    AdminAddress address =
        AdminAddress.given(
            String.valueOf(running.adminUrl()), Path.of(String.valueOf(running.tokenFile())));
    try (AdminClient client = new AdminClient(address)) {
      assertThat(client.ask("/health/ready"))
          .contains("\"serving\"", "\"demo-data\"", "\"catalog\"", "\"migrations\"");
    }
    assertThat(get("/api/v1/products?limit=1")).contains("\"next\"");
  }

  @Test
  void aContextsRoutesAreMovedOutAndBack() {
    assertThat(
            well(
                "migration",
                "create",
                "catalog",
                "--routes",
                "GET /api/v1/products/**",
                "--from",
                "local",
                "--to",
                "catalog",
                "--why",
                "it moves"))
        .contains("catalog is at prepared");
    well("migration", "shadow", "catalog", "--why", "x");
    well("migration", "canary", "catalog", "100", "--why", "x", "--override", "no gate yet");
    assertThat(get("/api/v1/products?limit=1")).contains("moved");
    assertThat(well("where", "--user", "ada", "GET /api/v1/products"))
        .contains("goes to catalog", "ada, told by user, is of the cohort candidate");
    assertThat(well("audit", "verify")).contains("is whole: 3 entries");

    well("migration", "rollback", "catalog", "--why", "enough");
    assertThat(get("/api/v1/products?limit=1")).contains("\"next\"");
  }

  private static String get(String path) {
    return RawClient.exchange(
            application.url().getPort(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .text();
  }

  private static String well(String... arguments) {
    Ending ending = new CommandLineUser(folder).types(arguments);
    assertThat(ending.code()).as(ending.err()).isZero();
    return ending.out();
  }
}
