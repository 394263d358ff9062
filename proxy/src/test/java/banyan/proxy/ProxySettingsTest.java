package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.Setting;
import banyan.wire.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every key of the request path and its default. */
final class ProxySettingsTest {
  @Test
  void everyKeyHasItsDefault() {
    Settings none = new Settings(Map.of());
    assertThat(ProxySettings.all())
        .extracting(setting -> setting.key() + "=" + none.get(setting))
        .containsExactly(
            "host=127.0.0.1",
            "port=8080",
            "proxy.trusted=TrustedPeers[ranges=[]]",
            "proxy.hosts=ServedHosts[names=[]]",
            "proxy.threads=32",
            "proxy.connections=10000",
            "proxy.connections.address=1000",
            "proxy.head.bytes=16384",
            "proxy.head.time=PT10S",
            "proxy.idle=PT1M",
            "proxy.body.rate=64",
            "proxy.deadline=PT1M",
            "proxy.stop=PT10S",
            "proxy.stop.notice=PT0S",
            "proxy.local.concurrent=256",
            "proxy.upstream.connections=256",
            "proxy.upstream.queue=1024",
            "proxy.upstream.head.bytes=32768",
            "proxy.upstream.keep=PT15S",
            "proxy.upstream.resolve=PT10S",
            "proxy.adapt.bytes=1048576",
            "proxy.buffer.bytes=67108864",
            "proxy.tunnels=10000",
            "proxy.tunnel.idle=PT5M");
  }

  @Test
  void everyKeySaysWhatItDoes() {
    assertThat(ProxySettings.all()).extracting(Setting::description).noneMatch(String::isBlank);
  }
}
