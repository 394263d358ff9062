package banyan.proxy.balance;

import banyan.proxy.balance.Endpoint.Exile;
import banyan.proxy.route.Balancing.Ejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ejects the endpoints of one upstream and lets them come back. Used under the lock of {@link
 * Endpoints}.
 */
final class Ejector {
  private long windowEndNanos;

  Ejector(Ejection rule, long nowNanos) {
    this.windowEndNanos = nowNanos + rule.window().toNanos();
  }

  /** Lets those come back whose time is over, and ejects outliers when a window has passed. */
  List<Change> review(List<Endpoint> endpoints, Ejection rule, long nowNanos) {
    List<Change> changes = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      if (!endpoint.exile().isOver() && nowNanos - endpoint.exile().untilNanos() >= 0) {
        endpoint.exile(new Exile(endpoint.exile().count(), endpoint.exile().untilNanos(), true));
        endpoint.beginSlowly(nowNanos);
        changes.add(new Change(endpoint, Change.What.BACK));
      }
    }
    if (nowNanos - windowEndNanos >= 0) {
      windowEndNanos = nowNanos + rule.window().toNanos();
      changes.addAll(ejectOutliers(endpoints, rule, nowNanos));
    }
    return changes;
  }

  /** When there is something to review again. */
  long nextNanos(List<Endpoint> endpoints) {
    long next = windowEndNanos;
    for (Endpoint endpoint : endpoints) {
      Exile exile = endpoint.exile();
      if (!exile.isOver() && exile.untilNanos() - next < 0) {
        next = exile.untilNanos();
      }
    }
    return next;
  }

  /** Ejects an endpoint; null when it is ejected already, or too many others are. */
  @Nullable Change eject(
      Endpoint endpoint,
      Change.What cause,
      List<Endpoint> endpoints,
      Ejection rule,
      long nowNanos) {
    long ejected = endpoints.stream().filter(other -> !other.exile().isOver()).count();
    Exile last = endpoint.exile();
    if (!last.isOver() || ejected >= Ejections.max(rule, endpoints.size())) {
      return null;
    }
    int before =
        last.count() == 0
            ? 0
            : Ejections.remembered(rule, last.count(), nowNanos - last.untilNanos());
    long nanos = Ejections.nanos(rule, before);
    endpoint.exile(new Exile(before + 1, nowNanos + nanos, false));
    return new Change(endpoint, cause, Duration.ofNanos(nanos));
  }

  private List<Change> ejectOutliers(List<Endpoint> endpoints, Ejection rule, long nowNanos) {
    List<Outliers.Window> windows = endpoints.stream().map(Endpoint::takeWindow).toList();
    List<Change> changes = new ArrayList<>();
    if (!rule.outliers()) {
      return changes;
    }
    for (int index : Outliers.find(windows)) {
      Change change = eject(endpoints.get(index), Change.What.OUTLIER, endpoints, rule, nowNanos);
      if (change != null) {
        changes.add(change);
      }
    }
    return changes;
  }
}
