package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/** Each rule for papers fails on a planted violation, and lets the clean twin through. */
final class PaperRulesTest {
  private static final CommandSpec BANYAN = new Main(Surroundings.ofProcess()).spec();
  private static final List<Setting<?>> SETTINGS = DeclaredSettings.all();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`./banyan upp`",
        "`banyan database begin`",
        "`database begin`",
        "`up --prot 9000`",
        "`--prot`",
        "`banyan test --slow`",
        "```\n$ ./banyan up --onyl catalog\n```",
        "```\n$ token=$(./banyan token --name ada)\n```",
      })
  void findsACommandOrFlagThatIsNone(String text) {
    assertThat(PaperRules.checkCommands(code(text), BANYAN)).hasSizeBetween(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`./banyan up --port 9000`, `--port 9000`, `up --join`, `up`",
        "`database start|stop|status`, `test [--fast\\|--long]`, `./banyan COMMAND --help`",
        "`banyan routes --admin https://HOST:PORT --token-file FILE`",
        "```\n./banyan up      builds on first use\n./banyan test -- -pl proxy --help-me\n```",
        "```\n$ token=$(./banyan token --user ada --ttl 10m)\n```",
      })
  void letsCommandsThrough(String text) {
    assertThat(PaperRules.checkCommands(code(text), BANYAN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"`proxy.idel`", "`admin-prot`", "`BANYAN_PROT=1`", "```\nBANYAN_URL\n```"})
  void findsASettingThatIsNone(String text) {
    assertThat(PaperRules.checkSettings(code(text), SETTINGS)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"`proxy.idle`", "`admin-port`", "`BANYAN_PORT=1 x`", "`upstreams.x`"})
  void letsSettingsThrough(String text) {
    assertThat(PaperRules.checkSettings(code(text), SETTINGS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"in `proxy.stop` (11s)", "| `proxy.idle` of a client | 61s | closed |"})
  void findsAnotherDefault(String text) {
    assertThat(PaperRules.checkDefaults("a.md", text, SETTINGS)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"in `proxy.stop` (10s)", "| `proxy.idle` of a client | 60s | closed |"})
  void letsDefaultsThrough(String text) {
    assertThat(PaperRules.checkDefaults("a.md", text, SETTINGS)).isEmpty();
  }

  @Test
  void findsAMetricThatIsNotReported() {
    String reported = "http_seconds_count{banyan_side=\"local\"} 1";

    assertThat(PaperRules.checkMetrics(code("`http_seconds_sum` `banyan_sides`"), reported))
        .hasSize(2);
    assertThat(PaperRules.checkMetrics(code("`http_seconds_count` `banyan_side`"), reported))
        .isEmpty();
  }

  @Test
  void findsALinkToAHeadingThatIsNotThere() {
    Map<String, String> papers =
        Map.of(
            "README.md", "[a](docs/a.md#an-existing-server) [b](docs/a.md#gone) [c](#none)",
            "docs/a.md", "# A\n## An existing server\n[up](../README.md#gone)");

    assertThat(PaperRules.checkAnchors("README.md", papers)).hasSize(2);
    assertThat(PaperRules.checkAnchors("docs/a.md", papers)).hasSize(1);
  }

  private static List<PaperCode> code(String text) {
    return PaperCode.of("a.md", text);
  }
}
