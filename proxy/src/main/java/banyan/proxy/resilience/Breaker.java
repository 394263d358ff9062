package banyan.proxy.resilience;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Leaves an upstream alone that fails too often, so that it can recover and nobody waits for it in
 * vain (Nygard, Release It!, chapter 5). Closed, calls pass and are judged. Open, none passes.
 * After a pause it is half-open: a few probes pass; when all succeed it closes, and at the first
 * failure it opens for twice as long.
 *
 * <p>Each state has a number, its turn. A call gets the turn in which it passed and brings it back
 * with its outcome; what comes from an earlier turn says nothing about this one. States are
 * immutable and replaced by compare-and-set. Any thread.
 */
public final class Breaker {
  /** In place of a turn: the call must not be made. */
  public static final long REFUSED = -1;

  /** Longer than an answer is awaited: a probe that is still out is lost. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final BreakerPolicy policy;
  private final AtomicReference<State> state;

  public Breaker(BreakerPolicy policy) {
    this.policy = policy;
    state = new AtomicReference<>(closed(0));
  }

  /** What a breaker is doing, by the word that metrics and reports show. */
  public enum Condition {
    CLOSED("closed"),
    OPEN("open"),
    HALF_OPEN("half-open");

    private final String word;

    Condition(String word) {
      this.word = word;
    }

    /** Lower-case, for reports. */
    public String word() {
      return word;
    }
  }

  /**
   * Asks to make a call. Whoever passes must report how it ended, whatever becomes of it.
   *
   * @param now of a monotonic clock, in nanoseconds
   * @return the turn, to be brought back with the outcome; {@link #REFUSED}
   */
  public long pass(long now) {
    while (true) {
      State current = state();
      switch (current) {
        case Closed closed -> {
          return closed.turn;
        }
        case Open open -> {
          if (now - open.until < 0) {
            return REFUSED;
          }
          var probing = new HalfOpen(open.turn + 1, now, 1, 0, open.pause);
          if (state.compareAndSet(current, probing)) {
            return probing.turn;
          }
        }
        case HalfOpen probing -> {
          if (!hasRoom(probing, now)) {
            return REFUSED;
          }
          HalfOpen next = oneMore(probing, now);
          if (state.compareAndSet(current, next)) {
            return next.turn;
          }
        }
      }
    }
  }

  /** Tells how a call ended that passed in a turn; true when the breaker opens or closes by it. */
  public boolean ended(long turn, Outcome outcome, long now) {
    while (true) {
      State current = state();
      if (current.turn() != turn) {
        return false;
      }
      if (current instanceof Closed closed && !isTripped(closed, outcome, now)) {
        return false;
      }
      State next = after(current, outcome, now);
      if (state.compareAndSet(current, next)) {
        return next.turn() != turn;
      }
    }
  }

  public Condition condition(long now) {
    return switch (state()) {
      case Closed _ -> Condition.CLOSED;
      case Open open -> now - open.until < 0 ? Condition.OPEN : Condition.HALF_OPEN;
      case HalfOpen _ -> Condition.HALF_OPEN;
    };
  }

  /** How long nothing will pass yet; zero where something may. */
  public Duration pauseLeft(long now) {
    return state() instanceof Open open && now - open.until < 0
        ? Duration.ofNanos(open.until - now)
        : Duration.ZERO;
  }

  BreakerPolicy policy() {
    return policy;
  }

  private State state() {
    return Objects.requireNonNull(state.get());
  }

  /** Whether another probe may pass; those that nobody hears of do not hold the door shut. */
  private boolean hasRoom(HalfOpen probing, long now) {
    return probing.running + probing.succeeded < policy.probes() || isForgotten(probing, now);
  }

  private boolean isForgotten(HalfOpen probing, long now) {
    return now - probing.since >= PATIENCE.toNanos();
  }

  private HalfOpen oneMore(HalfOpen probing, long now) {
    return probing.running + probing.succeeded < policy.probes()
        ? new HalfOpen(
            probing.turn, probing.since, probing.running + 1, probing.succeeded, probing.pause)
        : new HalfOpen(probing.turn + 1, now, 1, 0, probing.pause);
  }

  /** Counts a call, and tells whether it was one too many. */
  private boolean isTripped(Closed closed, Outcome outcome, long now) {
    if (outcome == Outcome.IGNORE) {
      return false;
    }
    closed.window.add(outcome == Outcome.FAILURE, now);
    if (outcome == Outcome.SUCCESS) {
      return false;
    }
    OutcomeWindow.Counts counts = closed.window.counts(now);
    return counts.calls() >= policy.callsMin()
        && counts.failures() >= policy.failureShare() * counts.calls();
  }

  private State after(State current, Outcome outcome, long now) {
    return switch (current) {
      case Closed closed -> open(closed.turn + 1, policy.pause(), now);
      case Open open -> open;
      case HalfOpen probing ->
          switch (outcome) {
            case IGNORE ->
                new HalfOpen(
                    probing.turn,
                    probing.since,
                    probing.running - 1,
                    probing.succeeded,
                    probing.pause);
            case SUCCESS -> succeeded(probing);
            case FAILURE -> open(probing.turn + 1, doubled(probing.pause), now);
          };
    };
  }

  private State succeeded(HalfOpen probing) {
    int succeeded = probing.succeeded + 1;
    return succeeded >= policy.probes()
        ? closed(probing.turn + 1)
        : new HalfOpen(probing.turn, probing.since, probing.running - 1, succeeded, probing.pause);
  }

  private Closed closed(long turn) {
    return new Closed(turn, new OutcomeWindow(policy.within().toNanos()));
  }

  private static Open open(long turn, Duration pause, long now) {
    return new Open(turn, now + pause.toNanos(), pause);
  }

  private Duration doubled(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(policy.pauseMax()) < 0 ? twice : policy.pauseMax();
  }

  private sealed interface State {
    long turn();
  }

  private record Closed(long turn, OutcomeWindow window) implements State {}

  private record Open(long turn, long until, Duration pause) implements State {}

  private record HalfOpen(long turn, long since, int running, int succeeded, Duration pause)
      implements State {}
}
