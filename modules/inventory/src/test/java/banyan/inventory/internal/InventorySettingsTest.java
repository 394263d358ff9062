package banyan.inventory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.wire.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InventorySettingsTest {
  @Test
  void holdStockForTenMinutesUnlessToldOtherwise() {
    assertThat(new Settings(Map.of()).get(InventorySettings.RESERVATION_TTL))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(InventorySettings.RESERVATION_TTL.parse().apply("7d")).isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"999ms", "8d", "0s", "ten"})
  void refuseATimeThatNobodyMeans(String text) {
    assertThatThrownBy(() -> InventorySettings.RESERVATION_TTL.parse().apply(text))
        .hasMessageContaining("'" + text + "'");
  }
}
