package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.balance.EndpointReport;
import banyan.proxy.balance.UpstreamWatch;
import banyan.proxy.route.Balancing;
import banyan.proxy.route.Balancing.Ejection;
import banyan.proxy.route.Balancing.HealthCheck;
import banyan.proxy.upstream.HttpProbe;
import banyan.testing.Answer;
import banyan.testing.TestSize;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** Two instances behind a third one are restarted in turn, and no client notices. */
final class RollingRestartTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int CLIENTS = 4;

  /** Clients that ask without a pause cost what the machine has, and find nothing more. */
  private static final int PACE_MILLIS = 2;

  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void instancesThatGiveNoticeAreRestartedUnderLoadWithoutAFailedRequest() throws Exception {
    int restarts = TestSize.pick("restarts in turn under load", 2, 5, 50);
    HealthCheck health = new HealthCheck("/ready", Duration.ofMillis(20), LIMIT, 1, 1, 200, 299);
    try (var watch = watch();
        var one = new Instance();
        var two = new Instance();
        var front =
            TestProxy.to(one.origin(), two.origin())
                .balancing(
                    new Balancing(Map.of(), null, Duration.ZERO, 0, health, Ejection.DEFAULT))
                .balance(watch.balance())
                .start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> clients = load(front, threads);
      for (int i = 0; i < restarts; i++) {
        Instance instance = i % 2 == 0 ? one : two;
        Instance other = i % 2 == 0 ? two : one;
        instance.isReady = false;
        // What `proxy.stop.notice` is for: the one in front turns away before connections end.
        awaitReport(watch, instance, report -> !report.used() && report.inFlight() == 0);
        instance.stop();
        int before = other.answered.get();
        await().pollInterval(POLL).atMost(LIMIT).until(() -> other.answered.get() > before);
        instance.start();
        awaitReport(watch, instance, EndpointReport::used);
      }
      over.countDown();
      for (Future<List<String>> client : clients) {
        assertThat(client.get()).as("failed requests").isEmpty();
      }
      assertThat(one.answered.get()).isPositive();
      assertThat(two.answered.get()).isPositive();
    }
  }

  /** What went wrong, client by client. */
  private List<Future<List<String>>> load(TestProxy front, ExecutorService threads) {
    List<Future<List<String>>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String method = i % 2 == 0 ? "GET" : "POST";
      clients.add(threads.submit(() -> ask(front, method)));
    }
    return clients;
  }

  private List<String> ask(TestProxy front, String method) throws InterruptedException {
    List<String> failed = new ArrayList<>();
    try (var client = front.client()) {
      while (!over.await(PACE_MILLIS, TimeUnit.MILLISECONDS)) {
        Answer answer = NamedServers.ask(client, method, "");
        if (answer.status() != 200) {
          failed.add(method + " " + answer.status() + " " + answer.field("Proxy-Status"));
        }
      }
    }
    return failed;
  }

  private static void awaitReport(
      UpstreamWatch watch, Instance instance, java.util.function.Predicate<EndpointReport> wanted) {
    await()
        .pollInterval(POLL)
        .atMost(LIMIT)
        .until(
            () ->
                watch.balance().report().stream()
                    .filter(one -> one.endpoint().equals(instance.origin().toString()))
                    .anyMatch(wanted));
  }

  private static UpstreamWatch watch() {
    return new UpstreamWatch(
        OpenTelemetry.noop().getMeter("test"), Duration.ofHours(1), new HttpProbe());
  }

  /** One that is restarted on its port. Confined to one thread, but for what it answers. */
  private static final class Instance implements AutoCloseable {
    private final AtomicInteger answered = new AtomicInteger();

    /** Keeps the port from others while nobody listens on it. */
    private final SocketChannel place;

    private final int port;
    private volatile boolean isReady = true;
    private TestProxy running;

    Instance() throws IOException {
      place = SocketChannel.open();
      place.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      place.bind(new InetSocketAddress("127.0.0.1", 0));
      port = place.socket().getLocalPort();
      running = proxy();
    }

    URI origin() {
      return URI.create("http://127.0.0.1:" + port);
    }

    void start() {
      running = proxy();
      isReady = true;
    }

    void stop() {
      running.stop();
    }

    private TestProxy proxy() {
      return TestProxy.local(new Shop())
          .with(ProxySettings.PORT, port)
          .with(ProxySettings.STOP, LIMIT)
          .instance("behind")
          .start();
    }

    @Override
    public void close() throws IOException {
      running.close();
      place.close();
    }

    private final class Shop extends Handler.Abstract {
      @Override
      public boolean handle(Request request, Response response, Callback callback) {
        boolean isCheck = request.getHttpURI().getPath().equals("/ready");
        if (isCheck && !isReady) {
          response.setStatus(503);
        }
        if (!isCheck) {
          answered.incrementAndGet();
        }
        response.write(true, ByteBuffer.wrap("ok".getBytes(StandardCharsets.UTF_8)), callback);
        return true;
      }
    }
  }
}
