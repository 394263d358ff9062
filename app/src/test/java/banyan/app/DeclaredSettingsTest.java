package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import banyan.wire.Setting;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeclaredSettingsTest {
  static Stream<Setting<?>> all() {
    return DeclaredSettings.all().stream();
  }

  @Test
  void declaresEveryKeyOnce() {
    assertThat(all().map(Setting::key)).doesNotHaveDuplicates();
  }

  @Test
  void givesEveryKeyAVariableOfItsOwn() {
    assertThat(all().map(Setting::environmentName)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesKeysInLowerCaseWords(Setting<?> setting) {
    assertThat(setting.key()).matches("[a-z]+(-[a-z]+[0-9]*)*(\\.[a-z]+(-[a-z]+[0-9]*)*)*");
  }

  @ParameterizedTest
  @MethodSource("all")
  void describesEverySettingInOneLine(Setting<?> setting) {
    assertThat(setting.description()).isNotBlank().doesNotContain("\n");
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasDefaultsThatItsOwnParserTakes(Setting<?> setting) {
    String fallback = setting.fallback();
    if (fallback != null) {
      assertThatCode(() -> setting.parse().apply(fallback)).doesNotThrowAnyException();
    }
  }

  @Test
  void givesTheProxyNothingOfTheDatabaseButTheSecret() {
    List<String> keys = DeclaredSettings.ofProxy().stream().map(Setting::key).toList();

    assertThat(keys).contains("port", "routes", "secret").doesNotContain("only", "database.url");
  }
}
