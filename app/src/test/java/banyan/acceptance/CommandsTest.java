package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.acceptance.BanyanProcess.Ended;
import banyan.app.CommandLineUser;
import banyan.app.CommandLineUser.Ending;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The commands beside a product that runs. One of them is a process as a user starts it; the others
 * run in ours, since a process costs more than all of their work.
 */
@ExtendWith(Shop.Opened.class)
final class CommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Shop shop;
  private final String data;
  private final CommandLineUser user;

  CommandsTest(Shop shop) {
    this.shop = shop;
    this.data = shop.process().data().toString();
    this.user = new CommandLineUser(shop.process().data());
  }

  @Test
  void routesShowsWhoAnswersWhat() throws Exception {
    shop.reader().get("/api/v1/products?limit=1");

    Ended table = BanyanProcess.run("routes", "--data", data);
    JsonNode json = JSON.readTree(user.types("routes", "--json", "--data", data).out());

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
    Ending shown =
        user.with("BANYAN_PORT", "7002")
            .with("BANYAN_DATA", "from-env")
            .with("BANYAN_SECRET", "s".repeat(40))
            .types("settings", "--json", "--config", file.toString(), "--port", "7003");

    assertThat(shown.code()).as(shown.err()).isZero();
    JsonNode settings = JSON.readTree(shown.out());
    assertThat(setting(settings, "port")).isEqualTo("7003");
    assertThat(setting(settings, "data")).isEqualTo("from-env");
    assertThat(setting(settings, "proxy.idle")).isEqualTo("7s");
    assertThat(setting(settings, "host")).isEqualTo("127.0.0.1");
    assertThat(setting(settings, "secret")).isEqualTo("***");
    assertThat(shown.out() + shown.err()).doesNotContain("s".repeat(40));
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
    Ending made = user.types("token", "--user", "ada", "--rights", "catalog:write", "--data", data);

    assertThat(made.code()).as(made.err()).isZero();
    var answer =
        shop.reader()
            .with("Authorization", "Bearer " + made.out().strip())
            .post("/api/v1/products", Client.product(shop.freshSku()));
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @Test
  void schemaTellsThatNothingIsPending() throws Exception {
    Ending applied = user.types("schema", "apply", "--data", data);
    Ending status = user.types("schema", "status", "--data", data);

    assertThat(applied.code()).as(applied.err()).isZero();
    assertThat(status.code()).as(status.err()).isZero();
    assertThat(status.out()).contains("catalog");
  }

  @Test
  void databaseNamesItsOwnerAndStopsOnlyItsOwn() throws Exception {
    Ending status = user.types("database", "status", "--json", "--data", data);
    Ending stop = user.types("database", "stop", "--data", data);

    JsonNode running = JSON.readTree(status.out());
    assertThat(running.path("state").asText()).isEqualTo("running");
    assertThat(running.path("ownerPid").asLong()).isEqualTo(shop.process().pid());
    assertThat(stop.code()).as(stop.err()).isEqualTo(4);
    assertThat(stop.err()).contains("process " + shop.process().pid());
    assertThat(shop.reader().get("/api/v1/products?limit=1").statusCode()).isEqualTo(200);
  }

  @Test
  void versionAndHelpAnswerWithoutAnythingRunning() throws Exception {
    Ending version = user.types("version");
    Ending help = user.types("--help");
    Ending unknown = user.types("rotues");

    assertThat(version.out()).contains("banyan 0.", "jdk 25", "postgresql 18");
    assertThat(version.code()).isZero();
    assertThat(help.out())
        .contains("up", "proxy", "routes", "schema", "database", "settings", "token", "version");
    assertThat(help.code()).isZero();
    assertThat(unknown.err()).contains("did you mean 'routes'?");
    assertThat(unknown.code()).isEqualTo(2);
  }
}
