package banyan.proxy.balance;

import banyan.proxy.resilience.Outcome;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One address of an upstream, and what is known of it. Any thread: each figure is exchanged
 * atomically, and none has to fit the others.
 */
final class Endpoint {
  private final URI origin;
  private final ConnectionKey key;
  private final String name;
  private final long hash;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong latency = new AtomicLong(PeakEwma.UNKNOWN);
  private volatile long slowSinceNanos;
  private volatile boolean isSlow;

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

  void begun() {
    inFlight.incrementAndGet();
  }

  void ended(Outcome outcome, long latencyNanos, long nowNanos) {
    inFlight.decrementAndGet();
    switch (outcome) {
      case SUCCESS ->
          latency.getAndUpdate(state -> PeakEwma.answered(state, nowNanos, latencyNanos));
      case FAILURE -> latency.getAndUpdate(state -> PeakEwma.failed(state, nowNanos, latencyNanos));
      case IGNORE -> {}
    }
  }

  /** It has come, or come back: what was known is old, and its load grows from little. */
  void beginSlowly(long nowNanos) {
    latency.set(PeakEwma.UNKNOWN);
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
