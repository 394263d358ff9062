package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import banyan.wire.Setting;
import banyan.wire.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of copies and its default. */
final class ShadowSettingsTest {
  @Test
  void everyKeyHasItsDefault() {
    Settings none = new Settings(Map.of());
    assertThat(ShadowSettings.all())
        .extracting(setting -> setting.key() + "=" + none.get(setting))
        .containsExactly(
            "shadow.share=1.0",
            "shadow.rate=100",
            "shadow.processor=0.1",
            "shadow.self=0.05",
            "shadow.reverse=0.01",
            "shadow.timeout=PT10S",
            "shadow.events=PT5S",
            "shadow.answer.bytes=1048576",
            "shadow.concurrent=16",
            "shadow.local.concurrent=2",
            "shadow.queue=256");
  }

  @Test
  void everyKeySaysWhatItDoes() {
    assertThat(ShadowSettings.all()).extracting(Setting::description).noneMatch(String::isBlank);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.1", "2", "half", "1e-3", "", "NaN"})
  void aShareIsANumberFrom0To1(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShadowSettings.SHARE.parse().apply(text))
        .withMessageContaining("0.05");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0", "0.009", "1.1", ""})
  void copiesAlwaysHaveSomeOfTheProcessor(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShadowSettings.PROCESSOR.parse().apply(text))
        .withMessageContaining("write a number from 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ms", "6m"})
  void aTimeIsNeitherTooShortNorTooLong(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShadowSettings.TIMEOUT.parse().apply(text))
        .withMessageContaining("5m");
  }
}
