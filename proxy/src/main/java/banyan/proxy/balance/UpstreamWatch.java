package banyan.proxy.balance;

import io.opentelemetry.api.metrics.Meter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What watches the endpoints of a process while no request looks at them: look-ups of their names,
 * and health checks. It has one thread, which starts when there is something to watch. Any thread;
 * closed once.
 */
public final class UpstreamWatch implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("upstream-watch").factory());
  private final Duration interval;
  private final Probe probe;
  private final HealthChecks checks;
  private final Names names;
  private final Balance balance;
  private final AutoCloseable gauge;
  private final AtomicBoolean isLookingUp = new AtomicBoolean();

  /**
   * Watches nothing yet.
   *
   * @param interval between two look-ups of a name
   * @param probe asks endpoints; closed with this
   */
  public UpstreamWatch(Meter meter, Duration interval, Probe probe) {
    this(meter, interval, probe, InetAddress::getAllByName);
  }

  public UpstreamWatch(Meter meter, Duration interval, Probe probe, NameLookup lookup) {
    EndpointFigures figures = new EndpointFigures(meter);
    this.interval = interval;
    this.probe = probe;
    this.checks = new HealthChecks(probe, timer, figures);
    this.names = new Names(lookup, figures, checks::watch);
    this.balance = new Balance(System::nanoTime, figures, this::watch);
    this.gauge = figures.observe(balance::all);
  }

  /** The endpoints that are watched, once it follows a table. */
  public Balance balance() {
    return balance;
  }

  @Override
  public void close() throws Exception {
    timer.shutdownNow();
    gauge.close();
    probe.close();
  }

  private void watch(Endpoints endpoints) {
    checks.watch(endpoints);
    if (Names.of(endpoints.definition()).isEmpty()) {
      return;
    }
    names.find(List.of(endpoints));
    if (isLookingUp.compareAndSet(false, true)) {
      var _ =
          timer.scheduleWithFixedDelay(
              () -> names.find(balance.all()),
              interval.toNanos(),
              interval.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }
}
