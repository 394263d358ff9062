package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.gate.Margins;
import banyan.proxy.retirement.RetirementSettings;
import banyan.proxy.rollout.GateSettings;
import banyan.wire.Setting;
import banyan.wire.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a migration has of its own, and what it has not. */
final class TermsTest {
  private static final Settings PROCESS = new Settings(Map.of("gate.users", 20));
  private static final List<Setting<?>> ALLOWED = allowed();

  @TempDir Path folder;

  @Test
  void theMigrationsOwnValueComesBeforeThatOfTheProcess() {
    Terms own = Terms.parse(List.of("gate.error-ratio=3", "migration.quiet=1d"), ALLOWED);

    Margins margins = GateSettings.margins(PROCESS, own);
    assertThat(margins.errorRatio()).isEqualTo(3);
    assertThat(margins.users()).isEqualTo(20);
    assertThat(margins.time()).isEqualTo(Duration.ofMinutes(10));
    assertThat(own.get(RetirementSettings.QUIET, PROCESS)).isEqualTo(Duration.ofDays(1));
    assertThat(Terms.NONE.get(RetirementSettings.QUIET, PROCESS)).isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate.error-ratio | write a key and a value",
        "gate.error-ratio=1 | setting 'gate.error-ratio': '1' is not a number above 1",
        "gate.eror-ratio=3 | setting 'gate.eror-ratio' is not one",
        "gate.automatic=false | setting 'gate.automatic' is not one",
        "proxy.timeout=1s | there are gate.error-ratio, gate.error-share",
      })
  void whatIsNoTermIsRefusedWithARemedy(String text, String words) {
    assertThatThrownBy(() -> Terms.parse(List.of(text), ALLOWED)).hasMessageContaining(words);
  }

  @Test
  void aTermThatIsGivenTwiceIsRefused() {
    assertThatThrownBy(() -> Terms.parse(List.of("gate.users=1", "gate.users=2"), ALLOWED))
        .hasMessageContaining("given twice");
  }

  /** They stand in the log, and no move changes them. */
  @Test
  void theyLastAsLongAsTheMigration() throws IOException {
    var store = new MigrationFolder(folder);
    Terms own = Terms.parse(List.of("gate.users=7"), ALLOWED);
    Migration.Draft plain = Samples.draft("catalog", "/api/**");
    Migrations migrations = Samples.migrations(store);
    migrations.create(
        new Migration.Draft(
            plain.name(), plain.routes(), plain.from(), plain.to(), plain.identity(), own),
        Samples.ADA,
        Samples.ROLE);
    Samples.move(migrations, new Move.Shadow());

    Migrations elsewhere = Samples.migrations(store);
    elsewhere.catchUp();
    assertThat(elsewhere.find("catalog").orElseThrow().terms()).isEqualTo(own);
    assertThat(elsewhere.log().verify().broken()).isNull();
    String first = store.entries(0).getFirst().text();
    assertThat(first).contains("\"terms\":{\"gate.users\":\"7\"}");
    String before = first.replace(",\"terms\":{\"gate.users\":\"7\"}", "");
    assertThat(((LoggedMove) MigrationJson.readLogged(before)).after().terms())
        .isEqualTo(Terms.NONE);
  }

  /** A number out of range is one that another version takes. */
  @Test
  void aValueThatThisVersionDoesNotTakeIsThatOfTheProcess() {
    Terms foreign = new Terms(new TreeMap<>(Map.of("gate.users", "many")));

    assertThat(foreign.get(GateSettings.USERS, PROCESS)).isEqualTo(20);
  }

  private static List<Setting<?>> allowed() {
    List<Setting<?>> allowed = new ArrayList<>(GateSettings.tolerated());
    allowed.addAll(RetirementSettings.all());
    return allowed;
  }
}
