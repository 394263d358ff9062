package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of docs/settings.md says what the declarations say. */
class SettingsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("banyan.root", "..")).resolve("docs/settings.md");
  private static final String BEGIN = "<!-- made from the declarations: begin -->\n";
  private static final String END = "<!-- made from the declarations: end -->\n";

  @Test
  void listsEverySettingAsItIsDeclared() throws IOException {
    String page = Files.readString(PAGE);
    String expected = before(page) + BEGIN + table() + END + after(page);
    if (Boolean.getBoolean("banyan.rewrite")) {
      Files.writeString(PAGE, expected);
      return;
    }

    assertThat(page)
        .as(
            "docs/settings.md is behind; write it anew: ./mvnw -pl app -am test -Dtest=SettingsPageTest -Dbanyan.rewrite=true")
        .isEqualTo(expected);
  }

  private static String before(String page) {
    return page.substring(0, page.indexOf(BEGIN));
  }

  private static String after(String page) {
    return page.substring(page.indexOf(END) + END.length());
  }

  private static String table() {
    return "| key | default | change | what |\n|---|---|---|---|\n"
        + DeclaredSettings.all().stream()
            .map(SettingsPageTest::row)
            .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String row(Setting<?> setting) {
    String fallback = DeclaredSettings.defaultText(setting);
    return "| `%s` | %s | %s | %s%s |"
        .formatted(
            setting.key(),
            fallback.isEmpty() ? "" : "`" + fallback + "`",
            setting.effect().name().toLowerCase(Locale.ROOT),
            SettingFlags.sentence(setting).replace("|", "\\|").replace("<", "&lt;"),
            setting.isSecret() ? " (secret)" : "");
  }
}
