package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Flags that are plain mean what the library makes of them; all others are left to it. */
final class PlainFlagsTest {
  private static final List<Setting<?>> SETTINGS = DeclaredSettings.ofProxy();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy",
        "proxy --routes routes.yaml",
        "proxy --routes=routes.yaml --port 0 --config other.yaml",
        "proxy --routes a=b --data=x=y",
        "proxy --anonymous false --routes x --log.to=stderr",
      })
  void plainFlagsMeanWhatTheLibraryMakesOfThem(String line) {
    List<String> arguments = List.of(line.split(" "));
    assertThat(PlainFlags.read(arguments, SETTINGS)).contains(byTheLibrary(arguments));
  }

  @Test
  void soDoesEveryFlag() {
    List<String> arguments = new ArrayList<>(List.of("proxy"));
    SETTINGS.forEach(setting -> arguments.addAll(List.of("--" + setting.key(), "true")));
    Map<String, String> read = PlainFlags.read(arguments, SETTINGS).orElseThrow();
    assertThat(read).hasSameSizeAs(SETTINGS).isEqualTo(byTheLibrary(arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy --help",
        "proxy -h",
        "proxy --anonymous",
        "proxy --anonymous --port 1",
        "proxy --port",
        "proxy --port=",
        "proxy --port -1",
        "proxy --port 1 --port 2",
        "proxy --port 1 --port=1",
        "proxy --prot 1",
        "proxy --only catalog",
        "proxy routes.yaml",
        "proxy -- --port 1",
        "proxy port=1",
      })
  void othersAreLeftToTheLibrary(String line) {
    assertThat(PlainFlags.read(List.of(line.split(" ")), SETTINGS)).isEmpty();
  }

  private static Map<String, String> byTheLibrary(List<String> arguments) {
    var banyan = new CommandLine(new Main(Surroundings.ofProcess()).spec());
    return SettingFlags.given(banyan.parseArgs(arguments.toArray(String[]::new)).subcommand());
  }
}
