package banyan.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsResolutionTest {
  private static final Setting<Integer> PORT =
      Setting.of("port", "8080", SettingParsers::port, "a port");
  private static final Setting<Integer> ADMIN_PORT =
      Setting.of("admin-port", null, SettingParsers::port, "another port");
  private static final Setting<String> URL =
      Setting.<String>of("database.url", null, SettingsResolutionTest::url, "a database").secret();
  private static final SettingsDeclarations DECLARED =
      new SettingsDeclarations(
          List.of(PORT, ADMIN_PORT, URL),
          List.of(
              new DerivedDefault(
                  ADMIN_PORT, settings -> Integer.toString(settings.get(PORT) + 1), "port + 1")),
          List.of(SettingsCheck.of(List.of(PORT, ADMIN_PORT), SettingsResolutionTest::samePort)),
          Set.of("BANYAN_DEBUG"));

  @Test
  void takesTheDefaultWhenNobodyGaveAValue() {
    assertThat(value(sources(Map.of(), Map.of(), ""), PORT)).isEqualTo("8080 from default");
  }

  @Test
  void prefersTheFileToTheDefault() {
    assertThat(value(sources(Map.of(), Map.of(), "port: 1"), PORT))
        .isEqualTo("1 from banyan.yaml:1:1");
  }

  @Test
  void prefersTheEnvironmentToTheFile() {
    assertThat(value(sources(Map.of(), Map.of("BANYAN_PORT", "2"), "port: 1"), PORT))
        .isEqualTo("2 from BANYAN_PORT");
  }

  @Test
  void prefersTheFlagToAllElse() {
    assertThat(value(sources(Map.of("port", "3"), Map.of("BANYAN_PORT", "2"), "port: 1"), PORT))
        .isEqualTo("3 from --port");
  }

  @Test
  void derivesADefaultFromOtherSettings() {
    assertThat(value(sources(Map.of("port", "3"), Map.of(), ""), ADMIN_PORT))
        .isEqualTo("4 from default (port + 1)");
  }

  @Test
  void derivesNothingWhereAValueIsGiven() {
    assertThat(value(sources(Map.of("admin-port", "9"), Map.of(), ""), ADMIN_PORT))
        .isEqualTo("9 from --admin-port");
  }

  @Test
  void givesParsedValuesToThoseWhoReadThem() {
    assertThat(valid(sources(Map.of("port", "3"), Map.of(), "")).settings().get(PORT)).isEqualTo(3);
  }

  @Test
  void findsEveryProblemAtOnce() {
    SettingsSources sources =
        sources(
            Map.of("port", "x"),
            Map.of("BANYAN_ADMIN_PORT", "70000", "BANYAN_PROT", "1"),
            "prot: 5\nport: 1\n");

    assertThat(problems(sources))
        .containsExactlyInAnyOrder(
            "BANYAN_PROT: no setting has this variable; did you mean 'BANYAN_PORT'?",
            "banyan.yaml:1:1: no setting is called 'prot'; did you mean 'port'?",
            "--port: port 'x' is not a whole number from 0 to 65535",
            "BANYAN_ADMIN_PORT: admin-port '70000' is not a whole number from 0 to 65535");
  }

  @Test
  void checksSettingsAgainstEachOther() {
    assertThat(problems(sources(Map.of("port", "5", "admin-port", "5"), Map.of(), "")))
        .containsExactly("--admin-port: the same port");
  }

  @Test
  void passesOverACheckWhoseSettingsAreBroken() {
    assertThat(problems(sources(Map.of("port", "x", "admin-port", "8080"), Map.of(), "")))
        .hasSize(1);
  }

  @Test
  void knowsVariablesThatAreNoSettings() {
    assertThat(valid(sources(Map.of(), Map.of("BANYAN_DEBUG", "1", "PATH", "/bin"), "")))
        .isNotNull();
  }

  @Test
  void explainsTheVariablesThatKubernetesMakes() {
    assertThat(problems(sources(Map.of(), Map.of("BANYAN_SERVICE_HOST", "10.0.0.1"), "")))
        .singleElement()
        .asString()
        .contains("enableServiceLinks: false");
  }

  @Test
  void neverPrintsASecret() {
    SettingsSources sources =
        sources(Map.of("database.url", "bad://ada:swordfish@host"), Map.of(), "");

    assertThat(problems(sources))
        .containsExactly("--database.url: database.url *** is not valid: a database");
    assertThat(sources.toString()).doesNotContain("swordfish");
  }

  @Test
  void showsASecretAsStars() {
    ResolvedSettings resolved =
        valid(sources(Map.of("database.url", "good:swordfish"), Map.of(), ""));

    assertThat(resolved.shown()).extracting(ResolvedSettings.Shown::text).contains("***");
    assertThat(resolved.toString()).doesNotContain("swordfish");
  }

  @Test
  void refusesASecretInAFileThatOthersRead() {
    SettingsFile file = SettingsDocument.parse("banyan.yaml", "database.url: good:x", false);

    assertThat(problems(new SettingsSources(Map.of(), Map.of(), file)))
        .containsExactly(
            "banyan.yaml:1:1: database.url is secret and others may read the file; chmod 600"
                + " banyan.yaml");
  }

  private static Optional<SettingProblem> samePort(ResolvedSettings settings) {
    return settings.find(PORT).equals(settings.find(ADMIN_PORT))
        ? Optional.of(new SettingProblem(settings.origin(ADMIN_PORT).place(), "the same port"))
        : Optional.empty();
  }

  private static String url(String text) {
    if (text.startsWith("good:")) {
      return text;
    }
    throw new IllegalArgumentException("'" + text + "' is no address");
  }

  private static SettingsSources sources(
      Map<String, String> flags, Map<String, String> environment, String yaml) {
    return new SettingsSources(
        flags, environment, SettingsDocument.parse("banyan.yaml", yaml, true));
  }

  private static String value(SettingsSources sources, Setting<?> setting) {
    return valid(sources).shown().stream()
        .filter(shown -> shown.setting().key().equals(setting.key()))
        .map(shown -> shown.text() + " from " + shown.origin().place())
        .findFirst()
        .orElseThrow();
  }

  private static ResolvedSettings valid(SettingsSources sources) {
    return ((SettingsResolution.Result.Valid) SettingsResolution.resolve(DECLARED, sources))
        .settings();
  }

  private static List<String> problems(SettingsSources sources) {
    var refused = (SettingsResolution.Result.Refused) SettingsResolution.resolve(DECLARED, sources);
    return refused.problems().stream().map(SettingProblem::toString).toList();
  }
}
