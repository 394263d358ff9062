package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingParsersTest {
  @ParameterizedTest
  @CsvSource({"250ms,PT0.25S", "10s,PT10S", "5m,PT5M", "2h,PT2H", "1d,PT24H", "0s,PT0S"})
  void readsDurations(String text, Duration expected) {
    assertThat(SettingParsers.duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "-1s", "1.5s", "10 apples", "9999999999s"})
  void refusesOtherDurationsWithAnExample(String text) {
    assertThatThrownBy(() -> SettingParsers.duration(text)).hasMessageContaining("write 250ms");
  }

  @ParameterizedTest
  @CsvSource({"512,512", "64KiB,65536", "1MiB,1048576", "2GiB,2147483648", "7B,7"})
  void readsSizes(String text, long expected) {
    assertThat(SettingParsers.bytes(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1MB", "-1", "1.5MiB", ""})
  void refusesOtherSizesWithAnExample(String text) {
    assertThatThrownBy(() -> SettingParsers.bytes(text)).hasMessageContaining("write 512");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", ""})
  void refusesPortsOutsideTheirRange(String text) {
    assertThatThrownBy(() -> SettingParsers.port(text)).hasMessageContaining("from 0 to 65535");
  }

  @Test
  void readsFlagsInTheWaysPeopleWriteThem() {
    assertThat(SettingParsers.flag("Yes")).isTrue();
    assertThat(SettingParsers.flag("off")).isFalse();
    assertThatThrownBy(() -> SettingParsers.flag("maybe")).hasMessageContaining("true or false");
  }
}
