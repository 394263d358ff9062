package banyan.proxy.shadow;

import banyan.proxy.sampling.BehaviourClass;
import banyan.proxy.sampling.RarestFirst;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What may be copied of each migration: a share of its requests, and so many in a second; the
 * rarest behaviour comes first. Below both, everything is copied. Where processors are short, all
 * migrations share what there is time for, each as it is asked. One thread.
 */
final class CopyBudgets {
  /** Of more migrations those are forgotten that began to be copied first. */
  static final int MIGRATIONS_MAX = 200;

  private static final double NANOS_PER_SECOND = 1e9;

  private final double share;
  private final double perSecond;
  private final DoubleSupplier granted;

  /** Copies of the granted ones that nobody had yet; at most a second's worth. */
  private double left;

  private long askedNanos;
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
   * @param granted copies in a second that processors have time for, of all migrations; infinite
   *     where they are not short
   */
  CopyBudgets(double share, double perSecond, DoubleSupplier granted) {
    this.share = share;
    this.perSecond = perSecond;
    this.granted = granted;
  }

  /** Why a request is not copied; null when it is, and counted. */
  @Nullable Skip refusal(String migration, BehaviourClass behaviour, long nowNanos) {
    Budget budget = budgets.computeIfAbsent(migration, _ -> new Budget(nowNanos));
    double ofTime = (nowNanos - budget.beforeNanos) / NANOS_PER_SECOND * perSecond;
    budget.beforeNanos = nowNanos;
    double earned = Math.min(share, ofTime);
    double ofProcessors = ofProcessors(earned, nowNanos);
    if (budget.sampler.take(behaviour, ofProcessors)) {
      return null;
    }
    if (ofProcessors < earned) {
      return Skip.PROCESSOR;
    }
    return ofTime < share ? Skip.RATE : Skip.SHARE;
  }

  /** As much of what a request earned as there is time for. */
  private double ofProcessors(double earned, long nowNanos) {
    double now = granted.getAsDouble();
    double since = (nowNanos - askedNanos) / NANOS_PER_SECOND;
    askedNanos = nowNanos;
    if (now == Double.POSITIVE_INFINITY) {
      left = 0;
      return earned;
    }
    left = Math.min(now, left + Math.max(0, since) * now);
    double taken = Math.min(earned, left);
    left -= taken;
    return taken;
  }

  private final class Budget {
    final RarestFirst sampler = new RarestFirst(share, RarestFirst.CREDIT_MAX);
    long beforeNanos;

    Budget(long nowNanos) {
      beforeNanos = nowNanos;
    }
  }
}
