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
import banyan.testing.AtOnce;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new route table moves what comes, and cuts nothing that is under way. */
final class RouteChangeTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

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

  @Test
  void endpointsComeAndGoWhileRequestsRunAndNoneFails() throws Exception {
    int requests = TestSize.pick("requests during changes", 100, 1_000, 20_000);
    List<ScriptedUpstream> servers =
        Stream.generate(() -> ScriptedUpstream.answering(OK)).limit(3).toList();
    AtomicInteger changes = new AtomicInteger();
    try {
      change(servers, 0);
      List<Integer> failed = AtOnce.run(4, () -> failed(servers, changes, requests / 4));
      assertThat(failed).containsOnly(0);
    } finally {
      servers.forEach(ScriptedUpstream::close);
    }
  }

  /** Sends requests, and changes the endpoints before every fifth. */
  private int failed(List<ScriptedUpstream> servers, AtomicInteger changes, int requests) {
    int failed = 0;
    try (RawClient client = RawClient.to(listener.port())) {
      for (int i = 0; i < requests; i++) {
        if (i % 5 == 0) {
          change(servers, changes.incrementAndGet());
        }
        String method = i % 2 == 0 ? "GET" : "POST";
        client.send(method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        failed += client.answer().status() == 200 ? 0 : 1;
      }
    }
    return failed;
  }

  /** One or two of the servers, in turn. */
  private void change(List<ScriptedUpstream> servers, int count) {
    live.replace(
        new RouteTable(
            List.of(
                route(
                    IntStream.rangeClosed(0, count % 2)
                        .mapToObj(i -> servers.get((count + i) % servers.size()))
                        .toArray(ScriptedUpstream[]::new)))));
  }

  /** To another upstream, and then to none. */
  private void moveAway() {
    live.replace(new RouteTable(List.of(route(after))));
    assertThat(RawClient.exchange(listener.port(), WebSocketClient.ASK).status()).isEqualTo(204);
    live.replace(new RouteTable(List.of()));
    assertThat(RawClient.exchange(listener.port(), WebSocketClient.ASK).status()).isEqualTo(404);
  }

  private static Route route(ScriptedUpstream... servers) {
    return new Route(
        "* /**",
        Route.Source.DOCUMENT,
        null,
        new PathTemplate("/**", List.of(), true),
        Set.of(),
        new Destination.Remote(
            new Upstream(
                "legacy",
                Stream.of(servers).map(ScriptedUpstream::origin).toList(),
                Upstream.Timeouts.DEFAULT)),
        false,
        "test",
        null,
        0);
  }
}
