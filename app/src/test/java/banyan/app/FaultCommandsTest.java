package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import banyan.app.settings.SettingsFile;
import banyan.app.settings.SettingsResolution;
import banyan.app.settings.SettingsSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan fault add|list|remove} beside a proxy that runs alone. */
final class FaultCommandsTest {
  @TempDir Path folder;
  private Application proxy;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("routes.yaml"), "routes: []\n");
    Map<String, String> flags =
        Map.of(
            "data",
            folder.resolve("var").toString(),
            "port",
            "0",
            "fault.allowed",
            "true",
            "routes",
            folder.resolve("routes.yaml").toString());
    proxy =
        Application.proxy(
            Configuration.valid(
                    SettingsResolution.resolve(
                        DeclaredSettings.declarations(),
                        new SettingsSources(flags, Map.of(), SettingsFile.ABSENT)))
                .settings());
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void plantsListsAndRemoves() {
    Ending added =
        types(
            "add",
            "slow",
            "--latency",
            "20ms",
            "--path",
            "/a/**",
            "--method",
            "GET,HEAD",
            "--header",
            "X-Test=1",
            "--share",
            "10",
            "--for",
            "5m",
            "--why",
            "a test",
            "--as",
            "ada");
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.out())
        .startsWith("slow: latency 20ms for 10% of GET,HEAD /a/** [field x-test=1] until ");
    assertThat(types("list").out().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("slow +latency 20ms .* 10% .* 0 +ada +a test"));
    assertThat(types("list", "--json").out()).contains("\"strikes\" : 0");
    assertThat(types("remove", "slow").out()).isEqualTo("slow ended; it befell 0 requests\n");
    assertThat(types("list").out()).isEqualTo("no fault is planted\n");
    assertThat(types("remove", "slow").code()).isEqualTo(1);
    assertThat(types("remove", "slow").err()).contains("no fault 'slow'");
  }

  @Test
  void theAuditLogTellsWhoPlantedAndWhoRemoved() {
    types("add", "slow", "--reset", "--path", "/a", "--for", "5m", "--why", "x", "--as", "ada");
    types("remove", "slow", "--as", "bob", "--why", "enough");

    assertThat(asks("audit", "verify").out()).contains("is whole: 2 entries");
    assertThat(asks("audit", "list").out().lines())
        .hasSize(3)
        .anyMatch(
            line ->
                line.matches(
                    "1 .* fault planted +slow +reset for 100% until .* /a +proxy-[0-9a-f]{8} +ada +"
                        + "admin +x"))
        .anyMatch(
            line -> line.matches("2 .* fault removed +slow +reset for 100%, befell 0 .* enough"));
    assertThat(asks("audit", "list", "--after", "1", "--json").out()).contains("\"who\" : \"bob\"");
    assertThat(asks("audit", "list", "--last", "1").out().lines()).hasSize(2);
    assertThat(asks("audit", "list", "--last", "x").code()).isEqualTo(2);
    assertThat(asks("audit", "list", "--last", "0").err()).contains("'last' is 1 to 500");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(types("add", "slow", "--reset", "--path", "/a", "--why", "x").err())
        .contains("--for: needed");
    assertThat(types("add", "slow", "--path", "/a", "--for", "5m", "--why", "x").err())
        .contains("say what");
    assertThat(types("add", "s", "--reset", "--abort", "503", "--for", "5m", "--why", "x").code())
        .isEqualTo(2);
    Ending everywhere = types("add", "slow", "--reset", "--for", "5m", "--why", "x");
    assertThat(everywhere.code()).isEqualTo(1);
    assertThat(everywhere.err()).contains("say where");
  }

  private Ending types(String... arguments) {
    List<String> all = new ArrayList<>(List.of("fault"));
    all.addAll(List.of(arguments));
    return asks(all.toArray(String[]::new));
  }

  private Ending asks(String... arguments) {
    return new CommandLineUser(folder).types(arguments);
  }
}
