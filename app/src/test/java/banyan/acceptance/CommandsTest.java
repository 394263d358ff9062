package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.acceptance.BanyanProcess.Ended;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The commands beside a product that runs, each a process as a user starts it. */
@ExtendWith(Shop.Opened.class)
final class CommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Shop shop;
  private final String data;

  CommandsTest(Shop shop) {
    this.shop = shop;
    this.data = shop.process().data().toString();
  }

  @Test
  void routesShowsWhoAnswersWhat() throws Exception {
    shop.reader().get("/api/v1/products?limit=1");

    Ended table = BanyanProcess.run("routes", "--data", data);
    JsonNode json = JSON.readTree(BanyanProcess.run("routes", "--json", "--data", data).output());

    assertThat(table.code()).as(table.output()).isZero();
    assertThat(table.output().lines())
        .anyMatch(
            line ->
                line.matches("GET /api/v1/products +catalog +local +local +[1-9]\\d* .*ms.*ms.*"));
    assertThat(json.at("/routes").findValuesAsText("owner")).contains("catalog", "banyan");
  }

  @Test
  void settingsShowsValuesAndOriginsAndNoSecret() throws Exception {
    Path file = Files.createTempFile("banyan", ".yaml");
    file.toFile().deleteOnExit();
    Files.writeString(file, "port: 7001\nproxy: {idle: 7s}\ndata: from-the-file\n");
    Map<String, String> environment =
        Map.of("BANYAN_PORT", "7002", "BANYAN_DATA", "from-env", "BANYAN_SECRET", "s".repeat(40));

    Ended shown =
        BanyanProcess.run(
            environment, "settings", "--json", "--config", file.toString(), "--port", "7003");

    assertThat(shown.code()).as(shown.output()).isZero();
    JsonNode settings = JSON.readTree(shown.output());
    assertThat(setting(settings, "port")).isEqualTo("7003");
    assertThat(setting(settings, "data")).isEqualTo("from-env");
    assertThat(setting(settings, "proxy.idle")).isEqualTo("7s");
    assertThat(setting(settings, "host")).isEqualTo("127.0.0.1");
    assertThat(setting(settings, "secret")).isEqualTo("***");
    assertThat(shown.output()).doesNotContain("s".repeat(40));
  }

  private static String setting(JsonNode settings, String key) {
    return settings
        .valueStream()
        .filter(setting -> setting.path("key").asText().equals(key))
        .findFirst()
        .orElseThrow()
        .path("value")
        .asText();
  }

  @Test
  void tokenMakesOneThatTheApiTakes() throws Exception {
    Ended made =
        BanyanProcess.run("token", "--user", "ada", "--rights", "catalog:write", "--data", data);

    assertThat(made.code()).as(made.output()).isZero();
    var answer =
        shop.reader()
            .with("Authorization", "Bearer " + made.output().strip())
            .post("/api/v1/products", Client.product(shop.freshSku()));
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @Test
  void schemaTellsThatNothingIsPending() throws Exception {
    Ended applied = BanyanProcess.run("schema", "apply", "--data", data);
    Ended status = BanyanProcess.run("schema", "status", "--data", data);

    assertThat(applied.code()).as(applied.output()).isZero();
    assertThat(status.code()).as(status.output()).isZero();
    assertThat(status.output()).contains("catalog");
  }

  @Test
  void databaseNamesItsOwnerAndStopsOnlyItsOwn() throws Exception {
    Ended status = BanyanProcess.run("database", "status", "--json", "--data", data);
    Ended stop = BanyanProcess.run("database", "stop", "--data", data);

    JsonNode running = JSON.readTree(status.output());
    assertThat(running.path("state").asText()).isEqualTo("running");
    assertThat(running.path("ownerPid").asLong()).isEqualTo(shop.process().pid());
    assertThat(stop.code()).as(stop.output()).isEqualTo(4);
    assertThat(stop.output()).contains("process " + shop.process().pid());
    assertThat(shop.reader().get("/api/v1/products?limit=1").statusCode()).isEqualTo(200);
  }

  @Test
  void versionAndHelpAnswerWithoutAnythingRunning() throws Exception {
    Ended version = BanyanProcess.run("version");
    Ended help = BanyanProcess.run("--help");
    Ended unknown = BanyanProcess.run("rotues");

    assertThat(version.output()).contains("banyan 0.", "jdk 25", "postgresql 18");
    assertThat(version.code()).isZero();
    assertThat(help.output())
        .contains("up", "proxy", "routes", "schema", "database", "settings", "token", "version");
    assertThat(help.code()).isZero();
    assertThat(unknown.output()).contains("did you mean 'routes'?");
    assertThat(unknown.code()).isEqualTo(2);
  }
}
