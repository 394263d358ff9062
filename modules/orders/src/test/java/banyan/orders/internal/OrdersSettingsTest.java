package banyan.orders.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.wire.Setting;
import banyan.wire.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrdersSettingsTest {
  @Test
  void leaseAnOrderForFifteenSeconds() {
    assertThat(new Settings(Map.of()).get(OrdersSettings.LEASE)).isEqualTo(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"99ms", "61m", "soon"})
  void refuseALeaseThatIsNone(String text) {
    assertThatThrownBy(() -> OrdersSettings.LEASE.parse().apply(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void haveOneKey() {
    assertThat(OrdersSettings.all()).extracting(Setting::key).containsExactly("orders.lease");
  }
}
