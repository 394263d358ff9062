package banyan.app;

import static org.awaitility.Awaitility.await;

import banyan.proxy.balance.ConnectionKey;
import banyan.proxy.balance.Probe;
import banyan.proxy.balance.UpstreamWatch;
import banyan.proxy.resilience.Outcome;
import banyan.proxy.route.Balancing.HealthCheck;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.Upstream;
import io.opentelemetry.api.metrics.Meter;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** An upstream to which everything happened that metrics tell of. */
final class WatchedShop implements AutoCloseable {
  private static final String DOCUMENT =
      """
      upstreams:
        shop:
          endpoints: ["http://shop.invalid", "http://10.0.0.2"]
          balance: {affinity: {field: X-User}, panic: 100%}
          health: {path: /health, interval: 50ms}
          eject: {failures: 1}
      routes:
        - {match: {path: "/**"}, to: shop}
      """;

  private final UpstreamWatch watch;

  private WatchedShop(UpstreamWatch watch) {
    this.watch = watch;
  }

  static WatchedShop start(Meter meter) throws InterruptedException {
    CountDownLatch checked = new CountDownLatch(1);
    UpstreamWatch watch =
        new UpstreamWatch(
            meter,
            Duration.ofHours(1),
            new AnsweringProbe(checked),
            _ -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    Reading reading = RouteDocument.read("routes.yaml", DOCUMENT, LocalCode.none());
    RouteDocument document = ((Reading.Valid) reading).document();
    watch.balance().follow(new LiveRoutes(document.over(LocalCode.none())));
    Upstream shop = Objects.requireNonNull(document.upstreams().get("shop"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> watch.balance().report().getFirst().address() != null);
    Objects.requireNonNull(watch.balance().of(shop).choose("ada", null))
        .ended(Outcome.FAILURE, 1_000);
    checked.await();
    return new WatchedShop(watch);
  }

  @Override
  public void close() throws Exception {
    watch.close();
  }

  /** Answers well, and at once. */
  private record AnsweringProbe(CountDownLatch checked) implements Probe {
    @Override
    public void ask(URI origin, ConnectionKey key, HealthCheck check, Consumer<Boolean> told) {
      told.accept(true);
      checked.countDown();
    }

    @Override
    public void close() {}
  }
}
