package banyan.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsDocumentTest {
  @Test
  void joinsNestedKeysWithDots() {
    SettingsFile file = parse("database:\n  connections: 20\n");

    assertThat(file.values().get("database.connections"))
        .isEqualTo(new SettingsFile.Value("20", new Origin.FileNode("banyan.yaml", 2, 3)));
  }

  @Test
  void takesDottedKeysAsTheyAre() {
    assertThat(parse("database.connections: 20").values()).containsKey("database.connections");
  }

  @Test
  void readsAListAsTheFlagIsWritten() {
    assertThat(parse("only: [catalog, orders]").values().get("only").text())
        .isEqualTo("catalog,orders");
  }

  @Test
  void keepsValuesAsTheyAreWritten() {
    assertThat(parse("port: 0x10\ndata: ~/var\nhost: on\n").values().values())
        .extracting(SettingsFile.Value::text)
        .containsExactlyInAnyOrder("0x10", "~/var", "on");
  }

  @Test
  void refusesAKeyGivenTwice() {
    assertThat(parse("port: 1\nhost: x\nport: 2\n").problems())
        .extracting(SettingProblem::toString)
        .containsExactly("banyan.yaml:3:1: port is given already in line 1");
  }

  @Test
  void refusesAKeyGivenInBothForms() {
    assertThat(parse("database:\n  url: x\ndatabase.url: y\n").problems()).hasSize(1);
  }

  @Test
  void refusesAKeyWithoutValue() {
    assertThat(parse("port:\n").problems().toString())
        .contains("port has no value; give it one or remove the line");
  }

  @Test
  void pointsAtWhatIsNotYaml() {
    assertThat(parse("port: 1\nhost: [x\n").problems())
        .singleElement()
        .asString()
        .startsWith("banyan.yaml:3:1: not YAML:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing yet\n", "---\n", "{}"})
  void takesAFileWithoutSettings(String text) {
    assertThat(parse(text).problems()).isEmpty();
    assertThat(parse(text).values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- port",
        "just words",
        "only: [[a]]",
        "? [a, b]\n: 1",
        "a: {b: {c: {d: {e: {f: {g: {h: {i: 1}}}}}}}}",
        "a: &x {b: *x}",
        "port: 1\n---\nport: 2\n"
      })
  void refusesWhatHoldsNoSettings(String text) {
    assertThat(parse(text).problems()).isNotEmpty();
  }

  private static SettingsFile parse(String text) {
    return SettingsDocument.parse("banyan.yaml", text, true);
  }
}
