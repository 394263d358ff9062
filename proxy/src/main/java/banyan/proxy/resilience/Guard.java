package banyan.proxy.resilience;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that guards one upstream: what it may still be asked, and what was counted so far. A policy
 * that is off has no part here. Lives across route tables: a part whose policy stays keeps what it
 * knows. Any thread.
 */
public final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private final String upstream;
  private final Protection protection;
  private final RetryBudget budget;
  private final Backoff backoff;
  private final @Nullable Breaker breaker;
  private final @Nullable HedgeDelay hedgeDelay;
  private final @Nullable Bulkhead bulkhead;
  private final Map<GuardEvent, LongAdder> events;

  /** A guard that knows nothing yet, at a moment of a monotonic clock. */
  Guard(String upstream, Protection protection, long now) {
    this(upstream, protection, null, now);
  }

  private Guard(String upstream, Protection protection, @Nullable Guard before, long now) {
    this.upstream = upstream;
    this.protection = protection;
    RetryPolicy retry = protection.retry();
    backoff = new Backoff(retry.backoff(), retry.backoffMax());
    budget =
        before != null && before.protection.retry().equals(retry)
            ? before.budget
            : new RetryBudget(retry.budgetShare(), retry.budgetFloor(), now);
    breaker = breaker(protection.breaker(), before);
    hedgeDelay = hedgeDelay(protection.hedge(), before, now);
    bulkhead = bulkhead(protection.inFlight(), before);
    events = before == null ? counters() : before.events;
  }

  /** The same guard under another policy. */
  Guard under(Protection changed, long now) {
    return new Guard(upstream, changed, this, now);
  }

  /** Whether this is its policy, and no equal one: that is found out once. */
  @SuppressWarnings("ReferenceEquality")
  boolean isUnder(Protection other) {
    return protection == other;
  }

  public String upstream() {
    return upstream;
  }

  public Protection protection() {
    return protection;
  }

  public RetryBudget budget() {
    return budget;
  }

  public Backoff backoff() {
    return backoff;
  }

  public @Nullable HedgeDelay hedgeDelay() {
    return hedgeDelay;
  }

  public @Nullable Bulkhead bulkhead() {
    return bulkhead;
  }

  public @Nullable Breaker breaker() {
    return breaker;
  }

  /** Asks to send something; see {@link Breaker#pass}. */
  public long pass(long now) {
    return breaker == null ? 0 : breaker.pass(now);
  }

  /** Tells how it ended. */
  public void ended(long turn, Outcome outcome, long now) {
    if (breaker != null && breaker.ended(turn, outcome, now)) {
      report(breaker, now);
    }
  }

  /** Takes one further attempt out of the budget, and counts where there is none. */
  public boolean takeFromBudget(long now) {
    boolean isTaken = budget.take(now);
    if (!isTaken) {
      count(GuardEvent.BUDGET_SPENT);
    }
    return isTaken;
  }

  public void count(GuardEvent event) {
    counter(event).increment();
  }

  /** How often it happened since the start. */
  public long counted(GuardEvent event) {
    return counter(event).sum();
  }

  private LongAdder counter(GuardEvent event) {
    return Objects.requireNonNull(events.get(event));
  }

  private static Map<GuardEvent, LongAdder> counters() {
    Map<GuardEvent, LongAdder> counters = new EnumMap<>(GuardEvent.class);
    for (GuardEvent event : GuardEvent.values()) {
      counters.put(event, new LongAdder());
    }
    return counters;
  }

  private void report(Breaker changed, long now) {
    Duration pause = changed.pauseLeft(now);
    if (pause.isZero()) {
      LOG.atInfo().addKeyValue("upstream", upstream).log("breaker closed");
      return;
    }
    LOG.atWarn()
        .addKeyValue("upstream", upstream)
        .addKeyValue("pause_ms", pause.toMillis())
        .log("breaker opened");
  }

  private static @Nullable Breaker breaker(@Nullable BreakerPolicy policy, @Nullable Guard before) {
    if (policy == null) {
      return null;
    }
    Breaker known = before == null ? null : before.breaker;
    return known != null && known.policy().equals(policy) ? known : new Breaker(policy);
  }

  private static @Nullable HedgeDelay hedgeDelay(
      @Nullable HedgePolicy policy, @Nullable Guard before, long now) {
    if (policy == null) {
      return null;
    }
    HedgeDelay known = before == null ? null : before.hedgeDelay;
    return known != null && known.policy().equals(policy) ? known : new HedgeDelay(policy, now);
  }

  private static @Nullable Bulkhead bulkhead(
      @Nullable InFlightPolicy policy, @Nullable Guard before) {
    if (policy == null) {
      return null;
    }
    Bulkhead known = before == null ? null : before.bulkhead;
    if (known == null) {
      return new Bulkhead(policy);
    }
    known.resize(policy);
    return known;
  }
}
