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
    return new CommandLineUser(folder).types(all.toArray(String[]::new));
  }
}
