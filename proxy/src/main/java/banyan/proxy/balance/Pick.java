package banyan.proxy.balance;

import banyan.proxy.resilience.Outcome;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint that one attempt goes to, noted as in flight there until the pick is ended. Any
 * thread; the first end counts.
 */
public final class Pick {
  private final Endpoints endpoints;
  private final Endpoint endpoint;
  private final long startNanos;
  private final @Nullable Pick before;
  private final AtomicBoolean isEnded = new AtomicBoolean();

  Pick(Endpoints endpoints, Endpoint endpoint, long startNanos, @Nullable Pick before) {
    this.endpoints = endpoints;
    this.endpoint = endpoint;
    this.startNanos = startNanos;
    this.before = before;
    endpoint.begun();
  }

  /** Scheme, host and port. */
  public URI origin() {
    return endpoint.origin();
  }

  /** {@code http://shop.example:8080 192.0.2.7}: its origin, and the address of a host name. */
  public String name() {
    return endpoint.name();
  }

  /** Which connections to the origin are the right ones. */
  public ConnectionKey connectionKey() {
    return endpoint.key();
  }

  /** When it was picked, by {@link System#nanoTime}. */
  public long startNanos() {
    return startNanos;
  }

  /**
   * Tells how the attempt went. An attempt that is not ended counts as in flight for ever.
   *
   * @param latencyNanos from the pick to the head of the answer, or to the failure; streams may go
   *     on for long after it
   */
  public void ended(Outcome outcome, long latencyNanos) {
    if (isEnded.compareAndSet(false, true)) {
      endpoints.ended(endpoint, outcome, latencyNanos);
    }
  }

  /**
   * Keeps the endpoint in flight past the end of the attempt, as long as the tunnel lives that it
   * opened; what is returned ends that, once.
   */
  public Runnable stay() {
    AtomicBoolean isLeft = new AtomicBoolean();
    endpoint.begun();
    return () -> {
      if (isLeft.compareAndSet(false, true)) {
        endpoints.ended(endpoint, Outcome.IGNORE, 0);
      }
    };
  }

  /** Whether this pick, or one before it, is of an endpoint. */
  boolean includes(Endpoint other) {
    for (Pick pick = this; pick != null; pick = pick.before) {
      if (pick.endpoint == other) {
        return true;
      }
    }
    return false;
  }
}
