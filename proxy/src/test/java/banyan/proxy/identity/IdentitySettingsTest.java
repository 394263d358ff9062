package banyan.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.Setting;
import banyan.wire.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentitySettingsTest {
  @Test
  void anonymousIsOffUnlessSomebodyTurnsItOn() {
    assertThat(IdentitySettings.all()).extracting(Setting::key).containsExactly("anonymous");
    assertThat(IdentitySettings.of(new Settings(Map.of())).isAnonymousAllowed()).isFalse();
    Settings on = new Settings(Map.of("anonymous", IdentitySettings.ANONYMOUS.parse().apply("on")));
    assertThat(IdentitySettings.of(on).isAnonymousAllowed()).isTrue();
  }
}
