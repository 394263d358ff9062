package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.balance.Balance;
import banyan.proxy.ingress.Listener;
import banyan.proxy.route.Destination;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteHandler;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.Upstream;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new route table moves what comes, and cuts nothing that is under way. */
final class RouteChangeTest {
  private final Settings settings =
      new Settings(Map.of("port", 0, "proxy.stop", Duration.ofSeconds(1)));
  private final ScriptedUpstream after =
      ScriptedUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
  private final LiveRoutes live = new LiveRoutes(new RouteTable(List.of()));
  private Listener listener;

  @BeforeEach
  void start() {
    Balance balance = new Balance(System::nanoTime);
    balance.follow(live);
    Gateway gateway =
        new Gateway(settings, balance, OpenTelemetry.noop().getTracer("test"), "test");
    listener =
        new Listener(
            settings,
            gateway.chain(next -> new RouteHandler(live, next), UnaryOperator.identity(), null),
            List.of());
    listener.start();
  }

  @AfterEach
  void stop() {
    listener.close();
    after.close();
  }

  @Test
  void cutsNoTunnel() {
    try (var before = WebSocketServer.echoing()) {
      live.replace(new RouteTable(List.of(route(before))));
      try (var client = RawClient.to(listener.port())) {
        assertThat(client.send(WebSocketClient.ASK).head().status()).isEqualTo(101);
        moveAway();
        client.send(WebSocketFrame.text("as before").masked());
        assertThat(WebSocketClient.read(client).text()).isEqualTo("as before");
      }
    }
  }

  @Test
  void cutsNoStreamOfEvents() {
    CountDownLatch moved = new CountDownLatch(1);
    try (var before =
        ScriptedUpstream.start(
            c -> {
              c.request();
              c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
              moved.await();
              c.send("data: 1\n\n");
              c.awaitEnd();
            })) {
      live.replace(new RouteTable(List.of(route(before))));
      try (var client = RawHttp2.to(listener.port()).get(1, "/events")) {
        assertThat(Http2Row.decisive(client, 1).status()).isEqualTo(200);
        moveAway();
        moved.countDown();
        assertThat(client.readUntil(RawHttp2.DATA).text()).isEqualTo("data: 1\n\n");
        // The same connection asks by the new table.
        assertThat(Http2Row.decisive(client.get(3, "/events"), 3).status()).isEqualTo(404);
      }
    }
  }

  /** To another upstream, and then to none. */
  private void moveAway() {
    live.replace(new RouteTable(List.of(route(after))));
    assertThat(RawClient.exchange(listener.port(), WebSocketClient.ASK).status()).isEqualTo(204);
    live.replace(new RouteTable(List.of()));
    assertThat(RawClient.exchange(listener.port(), WebSocketClient.ASK).status()).isEqualTo(404);
  }

  private static Route route(ScriptedUpstream upstream) {
    return new Route(
        "* /**",
        Route.Source.DOCUMENT,
        null,
        new PathTemplate("/**", List.of(), true),
        Set.of(),
        new Destination.Remote(
            new Upstream("legacy", List.of(upstream.origin()), Upstream.Timeouts.DEFAULT)),
        false,
        "test",
        null,
        0);
  }
}
