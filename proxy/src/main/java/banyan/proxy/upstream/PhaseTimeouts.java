package banyan.proxy.upstream;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.CyclicTimeouts;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends proxied requests whose phase takes too long. One timer for all of them, since most finish in
 * time: a timer a request costs more than the request's own bookkeeping. Any thread.
 */
final class PhaseTimeouts extends CyclicTimeouts<PhaseTimer> {
  private final Set<PhaseTimer> inFlight = ConcurrentHashMap.newKeySet();

  PhaseTimeouts(Scheduler scheduler) {
    super(scheduler);
  }

  void watch(PhaseTimer timer) {
    inFlight.add(timer);
    schedule(timer);
  }

  void forget(PhaseTimer timer) {
    inFlight.remove(timer);
  }

  @Override
  protected Iterator<PhaseTimer> iterator() {
    return inFlight.iterator();
  }

  @Override
  protected boolean onExpired(PhaseTimer timer) {
    timer.expire();
    // Its end removes it: an expired attempt may be followed by one at the next endpoint.
    return false;
  }
}
