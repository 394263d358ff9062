package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.ingress.Listener;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteHandler;
import banyan.proxy.tls.TlsSettings;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WebSocket through two proxies, with TLS between them. */
final class WebSocketHopsTest {
  private static final Settings SETTINGS =
      new Settings(Map.of("port", 0, "proxy.stop", Duration.ofSeconds(1)));

  @TempDir private Path folder;

  @Test
  void aTunnelPassesEveryHopAndEachLeavesItsMark() {
    TestPair pair = TestPair.one();
    try (var echo = WebSocketServer.echoing();
        var inner =
            TestProxy.to(echo)
                .with(TlsSettings.CERTIFICATE, pair.certificate().toString())
                .with(TlsSettings.KEY, pair.key().toString())
                .instance("inner")
                .start();
        var outer = outer(inner.port(), pair)) {
      outer.start();
      try (var client = RawClient.to(outer.port())) {
        assertThat(client.send(WebSocketClient.ASK).head().status()).isEqualTo(101);
        for (int i = 0; i < 10; i++) {
          client.send(WebSocketFrame.text("m" + i).masked());
          assertThat(WebSocketClient.read(client).text()).isEqualTo("m" + i);
        }
      }
      Answer received = echo.received().getFirst();
      assertThat(received.all("Via")).containsExactly("1.1 banyan-outer", "1.1 banyan-inner");
      assertThat(received.field("Upgrade")).hasValue("websocket");
    }
  }

  private Listener outer(int port, TestPair trusted) {
    String text =
        """
        upstreams:
          inner: {endpoints: ["https://127.0.0.1:%d"], trust: %s}
        routes:
          - {match: {path: "/**"}, to: inner}
        """
            .formatted(port, trusted.certificate());
    Reading reading =
        RouteDocument.read(folder.resolve("routes.yaml").toString(), text, LocalCode.none());
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    var live = new LiveRoutes(((Reading.Valid) reading).document().over(LocalCode.none()));
    var gateway = new Gateway(SETTINGS, OpenTelemetry.noop().getTracer("test"), "outer");
    return new Listener(
        SETTINGS,
        gateway.chain(next -> new RouteHandler(live, next), UnaryOperator.identity(), null),
        List.of());
  }
}
