package banyan.proxy.balance;

import banyan.proxy.resilience.Outcome;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * One address of an upstream, and what is known of it. Any thread reads; requests exchange each
 * figure atomically, and none has to fit the others. Health and ejection are changed under the lock
 * of {@link Endpoints}.
 */
final class Endpoint {
  private static final long SUCCESS = 1L << 32;
  private static final long FAILURE = 1L;

  private final URI origin;
  private final ConnectionKey key;
  private final String name;
  private final long hash;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong latency = new AtomicLong(PeakEwma.UNKNOWN);
  private final AtomicInteger failuresInRow = new AtomicInteger();

  /** Successes above failures, of 32 bits each. */
  private final AtomicLong window = new AtomicLong();

  private final LongAdder requests = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile Health health = Health.UNASKED;
  private volatile Exile exile = Exile.NONE;
  private volatile long slowSinceNanos;
  private volatile boolean isSlow;

  /**
   * When an endpoint is, or was, ejected.
   *
   * @param count ejections that still make the next one longer
   * @param untilNanos when the last one ends or ended
   * @param isOver whether there is none now
   */
  record Exile(int count, long untilNanos, boolean isOver) {
    static final Exile NONE = new Exile(0, 0, true);
  }

  Endpoint(URI origin, ConnectionKey key) {
    this.origin = origin;
    this.key = key;
    InetAddress address = key.address();
    this.name = address == null ? origin.toString() : origin + " " + address.getHostAddress();
    this.hash = Rendezvous.hash(name);
  }

  URI origin() {
    return origin;
  }

  ConnectionKey key() {
    return key;
  }

  /** {@code http://shop.example:8080 192.0.2.7}: its origin, and the address of a host name. */
  String name() {
    return name;
  }

  /** The same in every process, for the same name. */
  long hash() {
    return hash;
  }

  boolean is(URI otherOrigin, ConnectionKey otherKey) {
    return origin.equals(otherOrigin) && key.equals(otherKey);
  }

  int inFlight() {
    return inFlight.get();
  }

  /** A state of {@link PeakEwma}. */
  long latency() {
    return latency.get();
  }

  /** Answers and failures since it came. */
  long requests() {
    return requests.sum();
  }

  long failures() {
    return failures.sum();
  }

  Health health() {
    return health;
  }

  Exile exile() {
    return exile;
  }

  /** Whether neither health checks nor its answers speak against it. */
  boolean isUsable() {
    return health.isHealthy() && exile.isOver();
  }

  void begun() {
    inFlight.incrementAndGet();
  }

  /** Returns how many failures in a row there are now. */
  int ended(Outcome outcome, long latencyNanos, long nowNanos) {
    inFlight.decrementAndGet();
    return switch (outcome) {
      case IGNORE -> 0;
      case SUCCESS -> {
        requests.increment();
        window.addAndGet(SUCCESS);
        latency.getAndUpdate(state -> PeakEwma.answered(state, nowNanos, latencyNanos));
        if (failuresInRow.get() != 0) {
          failuresInRow.set(0);
        }
        yield 0;
      }
      case FAILURE -> {
        requests.increment();
        failures.increment();
        window.addAndGet(FAILURE);
        latency.getAndUpdate(state -> PeakEwma.failed(state, nowNanos, latencyNanos));
        yield failuresInRow.incrementAndGet();
      }
    };
  }

  /** What it answered since this was last asked. */
  Outliers.Window takeWindow() {
    long both = window.getAndSet(0);
    return new Outliers.Window((int) (both >>> 32), (int) both);
  }

  void health(Health next) {
    health = next;
  }

  void exile(Exile next) {
    exile = next;
  }

  /** It has come, or come back: what was known is old, and its load grows from little. */
  void beginSlowly(long nowNanos) {
    latency.set(PeakEwma.UNKNOWN);
    failuresInRow.set(0);
    slowSinceNanos = nowNanos;
    isSlow = true;
  }

  /** The part of its share that it gets now, from 0 to 1. */
  double share(long nowNanos, long slowStartNanos) {
    if (!isSlow) {
      return 1;
    }
    double share = SlowStart.share(nowNanos - slowSinceNanos, slowStartNanos);
    if (share == 1) {
      isSlow = false;
    }
    return share;
  }

  @Override
  public String toString() {
    return name;
  }
}
