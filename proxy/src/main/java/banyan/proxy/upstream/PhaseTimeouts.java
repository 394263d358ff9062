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
final class PhaseTimeouts extends CyclicTimeouts<ProxiedRequest> {
  private final Set<ProxiedRequest> inFlight = ConcurrentHashMap.newKeySet();

  PhaseTimeouts(Scheduler scheduler) {
    super(scheduler);
  }

  void watch(ProxiedRequest request) {
    inFlight.add(request);
    schedule(request);
  }

  void forget(ProxiedRequest request) {
    inFlight.remove(request);
  }

  @Override
  protected Iterator<ProxiedRequest> iterator() {
    return inFlight.iterator();
  }

  @Override
  protected boolean onExpired(ProxiedRequest request) {
    request.expire();
    return true;
  }
}
