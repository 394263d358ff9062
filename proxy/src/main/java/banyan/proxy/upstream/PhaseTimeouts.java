package banyan.proxy.upstream;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.CyclicTimeouts;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends proxied requests whose phase takes too long, and wakes those that wait. One timer for all of
 * them, since most finish in time: a timer a request costs more than the request's own bookkeeping.
 * Any thread.
 */
final class PhaseTimeouts extends CyclicTimeouts<PhaseTimeouts.Timed> {
  private final Set<Timed> inFlight = ConcurrentHashMap.newKeySet();

  /** Something with a moment at which it expires. */
  interface Timed extends CyclicTimeouts.Expirable {
    /** Its moment is over. Must not block. */
    void expire();
  }

  PhaseTimeouts(Scheduler scheduler) {
    super(scheduler);
  }

  /** From now on until {@link #forget}; its moment may be set anew by {@link #schedule}. */
  void watch(Timed timer) {
    inFlight.add(timer);
    schedule(timer);
  }

  void forget(Timed timer) {
    inFlight.remove(timer);
  }

  @Override
  protected Iterator<Timed> iterator() {
    return inFlight.iterator();
  }

  @Override
  protected boolean onExpired(Timed timer) {
    timer.expire();
    // Its end removes it.
    return false;
  }
}
