package banyan.proxy.upstream;

import banyan.proxy.balance.Endpoints;
import banyan.proxy.balance.Pick;
import banyan.proxy.resilience.Outcome;
import java.util.Objects;

/**
 * The endpoints that one call goes to, one after the other, and what it shows of them. One attempt
 * at a time; its events may come from several threads.
 */
final class Picks {
  private final Endpoints endpoints;
  private final Stickiness stickiness;
  private volatile Pick current;
  private volatile Outcome outcome = Outcome.IGNORE;
  private volatile long latencyNanos;

  Picks(Endpoints endpoints, Stickiness stickiness) {
    this.endpoints = endpoints;
    this.stickiness = stickiness;
    this.current =
        Objects.requireNonNull(endpoints.choose(stickiness.key(), null), "at least one endpoint");
  }

  Pick current() {
    return current;
  }

  /** Turns to an endpoint that was not tried; false when all were, and the current one stays. */
  boolean next() {
    Pick next = endpoints.choose(stickiness.key(), current);
    if (next == null) {
      return false;
    }
    end();
    current = next;
    outcome = Outcome.IGNORE;
    return true;
  }

  /** Notes what the attempt shows so far; what comes later knows better. */
  void judge(Outcome shown) {
    outcome = shown;
    latencyNanos = System.nanoTime() - current.startNanos();
  }

  /** The attempt is over. */
  void end() {
    current.ended(outcome, latencyNanos);
  }
}
