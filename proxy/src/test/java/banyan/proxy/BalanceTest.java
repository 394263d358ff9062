package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.balance.Balance;
import banyan.proxy.balance.EndpointReport;
import banyan.proxy.balance.NameLookup;
import banyan.proxy.balance.UpstreamWatch;
import banyan.proxy.route.Balancing;
import banyan.proxy.route.Balancing.Affinity;
import banyan.proxy.route.Balancing.Ejection;
import banyan.proxy.route.Balancing.HealthCheck;
import banyan.proxy.upstream.HttpProbe;
import banyan.testing.Answer;
import banyan.testing.AtOnce;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Upstreams with several endpoints, one of which is not as it should be. */
final class BalanceTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Balance balance = new Balance(System::nanoTime);
  @AutoClose private final NamedServers servers = new NamedServers();

  @Test
  void oneEndpointRefusesConnectionsAndNobodyNotices() throws IOException {
    var well = servers.naming("well");
    try (var proxy = TestProxy.to(nobody(), well.origin()).balance(balance).start();
        var client = proxy.client()) {
      for (int i = 0; i < 40; i++) {
        assertThat(NamedServers.ask(client, i % 2 == 0 ? "GET" : "POST", "").text())
            .isEqualTo("well");
      }
    }
    assertThat(balance.report().getFirst().failures()).isPositive();
    assertThat(balance.report()).allSatisfy(one -> assertThat(one.inFlight()).isZero());
  }

  @Test
  void anEndpointDiesWhileRequestsRunAndNobodyNotices() throws Exception {
    int requests = TestSize.pick("requests around a death", 40, 400, 10_000);
    var dying = servers.naming("dying");
    var well = servers.naming("well");
    try (var proxy = TestProxy.to(dying.origin(), well.origin()).balance(balance).start()) {
      AtomicInteger asked = new AtomicInteger();
      List<Integer> failed =
          AtOnce.run(
              4,
              () -> {
                int bad = 0;
                try (var client = proxy.client()) {
                  for (int i = 0; i < requests; i++) {
                    if (asked.incrementAndGet() == 2 * requests) {
                      dying.close();
                    }
                    bad += NamedServers.ask(client, "GET", "").status() == 200 ? 0 : 1;
                  }
                }
                return bad;
              });
      assertThat(failed).containsOnly(0);
    }
  }

  @Test
  void anEndpointThatOnlyFailsIsEjected() {
    var failing = servers.answering("500 Broken", "failing");
    var well = servers.naming("well");
    Ejection quick = new Ejection(2, true, HOUR, HOUR, HOUR, 0.5);
    try (var proxy =
            TestProxy.to(failing.origin(), well.origin())
                .balancing(with(null, quick))
                .balance(balance)
                .start();
        var client = proxy.client()) {
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(LIMIT)
          .until(
              () -> {
                // Affinity leads to both, whatever they cost.
                var _ = NamedServers.ask(client, "GET", "X-User: " + Math.random() + "\r\n");
                return report(failing).state().equals("ejected");
              });
      int before = failing.received().size();
      for (int i = 0; i < 50; i++) {
        assertThat(NamedServers.ask(client, "GET", "X-User: " + i + "\r\n").status())
            .isEqualTo(200);
      }
      assertThat(failing.received()).hasSize(before);
      assertThat(report(failing).ejectedMillis()).isPositive();
    }
  }

  @Test
  void aRefusalOfTheServiceIsNoFailure() {
    var refusing = servers.answering("404 Not Found", "none");
    try (var proxy = TestProxy.to(refusing).balance(balance).start();
        var client = proxy.client()) {
      for (int i = 0; i < 10; i++) {
        assertThat(NamedServers.ask(client, "GET", "").status()).isEqualTo(404);
      }
    }
    assertThat(report(refusing).requests()).isEqualTo(10);
    assertThat(report(refusing).failures()).isZero();
  }

  @Test
  void aClientThatLeavesIsNotTheEndpointsFault() {
    AtomicInteger asked = new AtomicInteger();
    var slow =
        servers.start(
            c -> {
              c.request();
              asked.incrementAndGet();
              c.awaitEnd();
            });
    try (var proxy = TestProxy.to(slow).balance(balance).start()) {
      try (var client = proxy.client()) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await().pollInterval(Duration.ofMillis(1)).atMost(LIMIT).until(() -> asked.get() == 1);
        assertThat(report(slow).inFlight()).isOne();
      }
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(LIMIT)
          .until(() -> report(slow).inFlight() == 0);
      assertThat(report(slow).failures()).isZero();
    }
  }

  @Test
  void healthChecksTakeAnEndpointOutAndBringItBack() throws Exception {
    AtomicBoolean isWell = new AtomicBoolean();
    var ill =
        servers.start(
            c -> {
              boolean isCheck = c.request().target().equals("/health?deep=1");
              String status = isCheck && !isWell.get() ? "503 Draining" : "200 OK";
              c.send("HTTP/1.1 " + status + "\r\nContent-Length: 3\r\n\r\nill");
            });
    var well = servers.naming("well");
    HealthCheck health = new HealthCheck("/health?deep=1", INTERVAL, LIMIT, 1, 1, 200, 299);
    try (var watch = watch(host -> new InetAddress[0]);
        var proxy =
            TestProxy.to(ill.origin(), well.origin())
                .balancing(
                    new Balancing(Map.of(), null, Duration.ZERO, 0, health, Ejection.DEFAULT))
                .balance(watch.balance())
                .start();
        var client = proxy.client()) {
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(LIMIT)
          .until(() -> state(watch, ill).equals("unhealthy"));
      for (int i = 0; i < 20; i++) {
        assertThat(NamedServers.ask(client, "GET", "").text()).isEqualTo("well");
      }
      isWell.set(true);
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(LIMIT)
          .until(() -> state(watch, ill).equals("well"));
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(LIMIT)
          .until(() -> NamedServers.ask(client, "GET", "").text().equals("ill"));
    }
    Answer check =
        ill.received().stream()
            .filter(one -> one.target().startsWith("/health"))
            .findFirst()
            .orElseThrow();
    assertThat(check.field("User-Agent")).hasValue("banyan-health");
    assertThat(check.field("Host")).hasValue("127.0.0.1:" + ill.port());
  }

  @Test
  void aNameLeadsToTheAddressThatItHasNow() throws Exception {
    var server = servers.naming("there");
    AtomicInteger lookups = new AtomicInteger();
    URI named = URI.create("http://shop.invalid:" + server.port());
    try (var watch =
            watch(
                host -> {
                  lookups.incrementAndGet();
                  assertThat(host).isEqualTo("shop.invalid");
                  return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
                });
        var proxy = TestProxy.to(named).balance(watch.balance()).start();
        var client = proxy.client()) {
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(LIMIT)
          .until(() -> "127.0.0.1".equals(watch.balance().report().getFirst().address()));
      assertThat(NamedServers.ask(client, "GET", "").text()).isEqualTo("there");
      int before = lookups.get();
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(LIMIT)
          .until(() -> lookups.get() > before + 1);
    }
  }

  private static UpstreamWatch watch(NameLookup lookup) {
    return new UpstreamWatch(
        OpenTelemetry.noop().getMeter("test"), INTERVAL, new HttpProbe(), lookup);
  }

  private static Balancing with(@Nullable Affinity affinity, Ejection ejection) {
    return new Balancing(
        Map.of(),
        affinity == null ? new Affinity.Field("x-user") : affinity,
        Duration.ZERO,
        0,
        null,
        ejection);
  }

  private EndpointReport report(ScriptedUpstream server) {
    return report(balance, server);
  }

  private static EndpointReport report(Balance balance, ScriptedUpstream server) {
    return balance.report().stream()
        .filter(one -> one.endpoint().equals(server.origin().toString()))
        .findFirst()
        .orElseThrow();
  }

  private static String state(UpstreamWatch watch, ScriptedUpstream server) {
    return report(watch.balance(), server).state();
  }

  private static URI nobody() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }
}
