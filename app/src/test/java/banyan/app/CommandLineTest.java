package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line as somebody types it. */
class CommandLineTest {
  @TempDir Path folder;
  private CommandLineUser user;

  @BeforeEach
  void enterTheFolder() {
    user = new CommandLineUser(folder);
  }

  @Test
  void listsTheCommandsWithoutOne() {
    Ending ending = user.types();

    assertThat(ending.code()).isZero();
    assertThat(ending.out())
        .contains("up", "proxy", "test", "routes", "schema", "database", "settings", "token")
        .contains("Exit codes:", "4   another process owns the data folder")
        .doesNotContain("train");
  }

  @Test
  void everyCommandIsFoundAloneByItsOwnName() {
    Main banyan = new Main(Surroundings.ofProcess());
    for (String name : banyan.spec().subcommands().keySet()) {
      Map<String, CommandLine> found = banyan.spec(name).subcommands();
      assertThat(found.get(name).getCommandName()).isEqualTo(name);
      assertThat(found).hasSize(name.equals("help") ? banyan.spec().subcommands().size() : 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "proxy",
        "test",
        "bench",
        "routes",
        "migration",
        "migration create",
        "migration canary",
        "migration rollback",
        "where",
        "audit list",
        "audit verify",
        "compare",
        "schema",
        "schema apply",
        "schema status",
        "database",
        "database start",
        "database stop",
        "database status",
        "settings",
        "token",
        "version"
      })
  void helpsWithEveryCommand(String command) {
    Ending ending = user.types((command + " --help").split(" "));

    assertThat(ending.code()).isZero();
    assertThat(ending.out()).contains("Usage: banyan " + command, "Exit codes:");
    assertThat(ending.err()).isEmpty();
  }

  @Test
  void helpsByTheWordHelpToo() {
    assertThat(user.types("help", "token").out()).contains("Usage: banyan token");
  }

  @Test
  void showsExamplesInTheHelp() {
    assertThat(user.types("routes", "--help").out()).contains("Examples:", "banyan routes --watch");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    Ending ending = user.types("setings");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("banyan: no command 'setings'; did you mean 'settings'?");
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    Ending ending = user.types("up", "--prot", "9000");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("banyan up: no option --prot; did you mean '--port'?");
  }

  @Test
  void doesNotRepeatTheValueOfAnUnknownOption() {
    Ending ending = user.types("up", "--secrt=swordfish-swordfish", "--sceret", "tuna-tuna-tuna");

    assertThat(ending.err()).contains("--secrt").doesNotContain("swordfish").doesNotContain("tuna");
  }

  @Test
  void saysWhichOptionLacksItsValue() {
    Ending ending = user.types("up", "--port");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("--port").contains("Try 'banyan up --help'.");
  }

  @Test
  void readsNoFileForAnArgumentWithAnAtSign() {
    assertThat(user.types("@secrets").err()).contains("no command '@secrets'");
  }

  @Test
  void asksWhichPartOfAGroupIsMeant() {
    Ending ending = user.types("database");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("database: say which: start, stop, status");
  }

  @Test
  void refusesArgumentsThatNoCommandTakes() {
    assertThat(user.types("version", "please").err()).contains("takes no argument 'please'");
  }

  @Test
  void sendsTheTestsToTheLauncher() {
    Ending ending = user.types("test", "--fast");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("./banyan test");
  }

  @Test
  void sendsTheBenchToTheLauncher() {
    Ending ending = user.types("bench", "shop", "--rounds", "3");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("./banyan bench");
  }

  @Test
  void sendsTheFuzzerToTheLauncher() {
    Ending ending = user.types("fuzz", "path", "--seconds", "5");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("./banyan fuzz");
  }

  @Test
  void needsRoutesForTheProxyAlone() {
    Ending ending = user.types("proxy");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("banyan proxy --routes FILE");
  }

  @Test
  void coloursTheHelpOfATerminalOnly() {
    assertThat(user.types("--help").out()).doesNotContain("\u001b[");
    assertThat(new CommandLineUser(folder).atTerminal().types("--help").out()).contains("\u001b[");
  }

  @Test
  void coloursNothingWhenNoColorIsSet() {
    user.atTerminal().with("NO_COLOR", "1");

    assertThat(user.types("--help").out()).doesNotContain("\u001b[");
  }

  @Test
  void showsTheVersionsOfWhatItRunsOn() {
    Ending ending = user.types("version");

    assertThat(ending.code()).isZero();
    assertThat(ending.out())
        .containsPattern("banyan \\d+\\.\\d+\\.\\d+")
        .containsPattern("postgresql \\d+\\.\\d+")
        .contains("jdk " + System.getProperty("java.runtime.version"));
  }

  @Test
  void printsTheVersionsAsJson() {
    assertThat(user.types("version", "--json").out()).contains("\"banyan\" : \"");
  }
}
