package banyan.proxy.gate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The plan of an automatic roll-out: weights that rise step by step, each with what must have been
 * seen at it. Immutable.
 *
 * @param steps with rising weights; at most {@link #STEPS_MAX}
 */
public record Rollout(List<Step> steps) {
  public static final int STEPS_MAX = 100;

  /** Weights are shares of 10 000, as buckets of identities are. */
  public static final int WEIGHT_MAX = 10_000;

  /** 1, 10 and 50 % of the identities, then all. */
  public static final Rollout DEFAULT =
      new Rollout(
          List.of(
              new Step(100, 10, Duration.ofMinutes(10)),
              new Step(1_000, 50, Duration.ofMinutes(20)),
              new Step(5_000, 100, Duration.ofMinutes(30))));

  public Rollout {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > STEPS_MAX) {
      throw new IllegalArgumentException(
          steps.size() + " steps of a roll-out: give 1 to " + STEPS_MAX);
    }
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).weight() <= steps.get(i - 1).weight()) {
        throw new IllegalArgumentException(
            "step "
                + (i + 1)
                + " of the roll-out: weight "
                + BigDecimal.valueOf(steps.get(i).weight(), 2).stripTrailingZeros().toPlainString()
                + "% is not above the one before it; weights must rise");
      }
    }
  }

  /**
   * A weight, and what must have been seen before the next one.
   *
   * @param weight of 10 000
   * @param users identities that the candidate answered at this weight
   * @param time at this weight
   */
  public record Step(int weight, int users, Duration time) {
    public Step {
      if (weight < 1 || weight > WEIGHT_MAX) {
        throw new IllegalArgumentException(
            "weight " + weight + ": must be from 1 to " + WEIGHT_MAX + ", in shares of 10 000");
      }
      if (users < 1 || users > Margins.USERS_MAX || time.isNegative()) {
        throw new IllegalArgumentException(
            users
                + " users, "
                + time
                + ": give 1 to "
                + Margins.USERS_MAX
                + " users and a time that is not negative");
      }
    }
  }

  /**
   * Where a roll-out stands.
   *
   * @param weight that is in force
   * @param since when it is
   * @param users identities that the candidate answered since
   */
  public record Standing(int weight, Instant since, int users) {}

  /** What is to be done next. */
  public sealed interface Action {
    String why();

    /** Nothing: see more. */
    record Hold(String why) implements Action {}

    /** The candidate gets another weight. */
    record Raise(int weight, String why) implements Action {}

    /** The candidate answers everything. */
    record GoLive(String why) implements Action {}

    /** The candidate answers nothing any more. */
    record RollBack(String why) implements Action {}
  }

  /**
   * The next action. Harm is answered at any weight and any time; a step is left only after its own
   * exposure, and only on a verdict that says so.
   */
  public Action next(Standing standing, Verdict verdict, Instant now) {
    if (verdict.decision() == Decision.ROLLBACK) {
      return new Action.RollBack(verdict.sentence());
    }
    if (standing.weight() < steps.getFirst().weight()) {
      return new Action.Raise(steps.getFirst().weight(), "The first step of the plan.");
    }
    Step step = step(standing.weight());
    Duration spent = Duration.between(standing.since(), now);
    if (spent.compareTo(step.time()) < 0) {
      return new Action.Hold(
          "Hold; %d s of %d s at this weight."
              .formatted(spent.toSeconds(), step.time().toSeconds()));
    }
    if (standing.users() < step.users()) {
      return new Action.Hold(
          "Hold; %d of %d users at this weight.".formatted(standing.users(), step.users()));
    }
    return switch (verdict.decision()) {
      case ROLLBACK, INCONCLUSIVE -> new Action.Hold(verdict.sentence());
      case PROMOTE -> after(step, verdict);
    };
  }

  private Action after(Step step, Verdict verdict) {
    int next = steps.indexOf(step) + 1;
    return next < steps.size()
        ? new Action.Raise(steps.get(next).weight(), verdict.sentence())
        : new Action.GoLive(verdict.sentence());
  }

  /** The last step whose weight is reached: a weight between two steps belongs to the lower one. */
  private Step step(int weight) {
    Step reached = steps.getFirst();
    for (Step step : steps) {
      if (step.weight() <= weight) {
        reached = step;
      }
    }
    return reached;
  }
}
