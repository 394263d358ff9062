package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.Gateway;
import banyan.proxy.RequestFigures;
import banyan.proxy.recent.RecentHead;
import banyan.proxy.recent.RecentRequests;
import banyan.proxy.route.RouteStatistics.Figures;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route step in a whole request path that serves no local code. */
class RouteHandlerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final ScriptedUpstream upstream = ScriptedUpstream.answering(OK);
  private final RouteStatistics statistics =
      new RouteStatistics(InstantSource.system(), OpenTelemetry.noop().getMeter("test"));
  private final LiveRoutes live = new LiveRoutes(tableTo(upstream.origin(), "/p/**"));
  private final RecentRequests recent = new RecentRequests(InstantSource.system());
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    Gateway gateway =
        new Gateway(
            new Settings(Map.of()), OpenTelemetry.noop().getTracer("test"), "route-handler");
    server.addConnector(connector);
    server.setHandler(
        gateway.chain(next -> new RouteHandler(live, next), UnaryOperator.identity(), null));
    server.setRequestLog(new RequestLog.Collection(new RequestFigures(statistics), recent));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    upstream.close();
  }

  @Test
  void aRoutedRequestReachesItsUpstream() {
    assertThat(send("GET", "any.example", "/p/7").text()).isEqualTo("ok");
  }

  @Test
  void anUnknownPathIs404() {
    Answer answer = send("GET", "any.example", "/q");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("/problems/route-not-found", "no route for /q");
  }

  @Test
  void anotherMethodIs405WithAllow() {
    Answer answer = send("PUT", "any.example", "/p/7");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.field("Allow")).contains("GET, HEAD");
  }

  @Test
  void aHostIsComparedWithoutCasePortAndClosingDot() {
    assertThat(send("DELETE", "SHOP.example.:8080", "/host").status()).isEqualTo(200);
    assertThat(send("DELETE", "other.example", "/host").status()).isEqualTo(404);
  }

  @Test
  void aPublishedTableHoldsFromTheNextRequestOn() {
    try (RawClient client = RawClient.to(connector.getLocalPort())) {
      String request = "GET /next HTTP/1.1\r\nHost: h\r\n\r\n";
      assertThat(client.send(request).answer().status()).isEqualTo(404);
      live.replace(tableTo(upstream.origin(), "/next"));
      assertThat(client.send(request).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void anAnswerOutlivesTheTableThatBeganIt() throws Exception {
    var heard = new java.util.concurrent.CountDownLatch(1);
    try (var streaming =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\none");
                  heard.await();
                  c.send("two");
                });
        RawClient client = RawClient.to(connector.getLocalPort())) {
      live.replace(tableTo(streaming.origin(), "/p/**"));
      client.send("GET /p/7 HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(200);
      assertThat(new String(client.read(3))).isEqualTo("one");
      live.replace(tableTo(upstream.origin(), "/p/**"));
      assertThat(send("GET", "any.example", "/p/7").text()).isEqualTo("ok");
      heard.countDown();
      assertThat(new String(client.read(3))).isEqualTo("two");
    }
  }

  @Test
  void everyAnswerIsCountedAtItsRouteAndSide() {
    send("GET", "any.example", "/p/7");
    Route route = live.current().routes().getFirst();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(statistics.of(route)).containsOnlyKeys("catalog"));
    Figures figures = statistics.of(route).get("catalog");
    assertThat(figures.requests()).isEqualTo(1);
    assertThat(figures.errors()).isZero();
  }

  @Test
  void anUpstreamThatIsGoneCountsAsAnError() {
    upstream.close();
    assertThat(send("GET", "any.example", "/p/7").status()).isEqualTo(502);
    Route route = live.current().routes().getFirst();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> statistics.of(route).values().stream().mapToLong(Figures::errors).sum() == 1);
  }

  @Test
  void everyRequestThatWasLookedUpIsRemembered() {
    send("GET", "Any.example:80", "/p/%37?token=1");
    // A head is kept behind its answer: the next request may overtake it there.
    awaitHeads(1);
    send("GET", "any.example", "/q");
    send("GET", "any.example", "/../q");
    awaitHeads(2);
    RecentHead head = recent.heads().getFirst();
    assertThat(head.method() + " " + head.host() + head.path()).isEqualTo("GET any.example/p/7");
    assertThat(head.parameter("token").isOneOf(Set.of("1"))).isTrue();
    assertThat(recent.heads().getLast().path()).isEqualTo("/q");
  }

  private void awaitHeads(int count) {
    await().atMost(Duration.ofSeconds(10)).until(() -> recent.heads().size() == count);
  }

  private Answer send(String method, String host, String path) {
    return RawClient.exchange(
        connector.getLocalPort(), method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  private static RouteTable tableTo(URI origin, String path) {
    String text =
        """
        upstreams: {catalog: {endpoints: ["%s"]}}
        routes:
          - {match: {methods: [GET], path: "%s"}, to: catalog}
          - {match: {host: shop.example, path: /host}, to: catalog}
        """
            .formatted(origin, path);
    return switch (RouteDocument.read("routes.yaml", text, LocalCode.none())) {
      case RouteDocument.Reading.Valid valid -> valid.document().over(LocalCode.none());
      case RouteDocument.Reading.Invalid invalid ->
          throw new AssertionError(List.copyOf(invalid.faults()).toString());
    };
  }
}
