package banyan.proxy.shadow;

import banyan.proxy.sampling.BehaviourClass;
import banyan.proxy.sampling.RarestFirst;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be copied of each migration: a share of its requests, and so many in a second; the
 * rarest behaviour comes first. Below both, everything is copied. One thread.
 */
final class CopyBudgets {
  /** Of more migrations those are forgotten that began to be copied first. */
  static final int MIGRATIONS_MAX = 200;

  private static final double NANOS_PER_SECOND = 1e9;

  private final double share;
  private final double perSecond;
  private final Map<String, Budget> budgets =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Budget> eldest) {
          return size() > MIGRATIONS_MAX;
        }
      };

  /**
   * @param share of the requests, above 0 and at most 1
   */
  CopyBudgets(double share, double perSecond) {
    this.share = share;
    this.perSecond = perSecond;
  }

  /** Why a request is not copied; null when it is, and counted. */
  @Nullable Skip refusal(String migration, BehaviourClass behaviour, long nowNanos) {
    Budget budget = budgets.computeIfAbsent(migration, _ -> new Budget(nowNanos));
    double ofTime = (nowNanos - budget.beforeNanos) / NANOS_PER_SECOND * perSecond;
    budget.beforeNanos = nowNanos;
    if (budget.sampler.take(behaviour, ofTime)) {
      return null;
    }
    return ofTime < share ? Skip.RATE : Skip.SHARE;
  }

  private final class Budget {
    final RarestFirst sampler = new RarestFirst(share, RarestFirst.CREDIT_MAX);
    long beforeNanos;

    Budget(long nowNanos) {
      beforeNanos = nowNanos;
    }
  }
}
