package banyan.proxy.migration;

import banyan.proxy.gate.Rollout;
import banyan.proxy.migration.Decision.Allowed;
import banyan.proxy.migration.Decision.Demand;
import banyan.proxy.migration.Decision.Refused;

/**
 * The rules of the stages: PREPARED, SHADOW, CANARY, LIVE, RETIRED, forward one by one, and back to
 * any earlier one before RETIRED. Going forward rests on evidence; going back never waits for any.
 * Pure functions.
 */
public final class Moves {
  private Moves() {}

  /** Where a move of this migration leads. */
  public static Decision decide(Migration migration, Move move) {
    Automation automation = migration.automation();
    if (move instanceof Move.Halt && !automation.isRunning()) {
      return new Refused("no roll-out runs; begin one with: rollout");
    }
    boolean isPlanned = !(move instanceof Move.RollOut(Rollout plan)) || plan != null;
    Move wanted = isPlanned ? move : new Move.RollOut(automation.planOrDefault());
    return decide(migration.stage(), migration.weight(), wanted);
  }

  /**
   * Where a move leads.
   *
   * @param stage the present one
   * @param weight the present one of the canary, or the last it had
   */
  public static Decision decide(Stage stage, Weight weight, Move move) {
    if (stage == Stage.RETIRED) {
      return new Refused(
          "it is retired and moves no more; create another one to move the routes again");
    }
    return switch (move) {
      case Move.Shadow _ -> shadow(stage, weight);
      case Move.Canary canary -> canary(stage, weight, canary.weight());
      case Move.RollOut(Rollout plan) ->
          rollOut(stage, weight, plan == null ? Rollout.DEFAULT : plan);
      case Move.Halt _ -> halt(stage, weight);
      case Move.Promote _ -> promote(stage, weight);
      case Move.RollBack back -> rollBack(stage, weight, back);
      case Move.Retire _ -> retire(stage, weight);
    };
  }

  private static Decision shadow(Stage stage, Weight weight) {
    return switch (stage) {
      case PREPARED -> new Allowed(Stage.SHADOW, weight, Demand.NOTHING);
      case SHADOW -> alreadyAt(stage);
      case CANARY, LIVE, RETIRED ->
          new Refused("it is at " + stage.word() + " already; go back with: rollback --to shadow");
    };
  }

  private static Decision canary(Stage stage, Weight weight, Weight wanted) {
    return switch (stage) {
      case PREPARED -> new Refused("its answers were never compared; begin with: shadow");
      case SHADOW -> new Allowed(Stage.CANARY, wanted, Demand.CERTIFICATE);
      case CANARY -> {
        if (wanted.equals(weight)) {
          yield new Refused("it is at canary " + weight + " already");
        }
        boolean isMore = wanted.buckets() > weight.buckets();
        yield new Allowed(Stage.CANARY, wanted, isMore ? Demand.CERTIFICATE : Demand.NOTHING);
      }
      case LIVE, RETIRED ->
          new Refused("it is at " + stage.word() + " already; go back with: rollback --to canary");
    };
  }

  private static Decision rollOut(Stage stage, Weight weight, Rollout plan) {
    Weight first = new Weight(plan.steps().getFirst().weight());
    return switch (stage) {
      case PREPARED -> new Refused("its answers were never compared; begin with: shadow");
      case SHADOW -> new Allowed(Stage.CANARY, first, Demand.CERTIFICATE);
      case CANARY -> {
        boolean isMore = first.buckets() > weight.buckets();
        yield new Allowed(Stage.CANARY, isMore ? first : weight, Demand.CERTIFICATE);
      }
      case LIVE, RETIRED ->
          new Refused("it is at " + stage.word() + " already; go back with: rollback --to shadow");
    };
  }

  private static Decision halt(Stage stage, Weight weight) {
    return stage == Stage.CANARY
        ? new Allowed(stage, weight, Demand.NOTHING)
        : new Refused("it is at " + stage.word() + ": no roll-out runs");
  }

  private static Decision promote(Stage stage, Weight weight) {
    return switch (stage) {
      case PREPARED, SHADOW ->
          new Refused("nobody is answered by the new side yet; begin with a share: canary 1");
      case CANARY -> new Allowed(Stage.LIVE, weight, Demand.VERDICT);
      case LIVE, RETIRED -> alreadyAt(stage);
    };
  }

  private static Decision rollBack(Stage stage, Weight weight, Move.RollBack back) {
    if (stage == Stage.PREPARED) {
      return new Refused("it is at prepared: there is nothing to go back from");
    }
    Stage goal = back.to() == null ? safest(stage) : back.to();
    return goal.compareTo(stage) < 0
        ? new Allowed(goal, weight, Demand.NOTHING)
        : new Refused("it is at " + stage.word() + ": " + goal.word() + " is not behind it");
  }

  /** The last stage before this one at which the old side answers everybody. */
  private static Stage safest(Stage stage) {
    return stage.compareTo(Stage.SHADOW) > 0 ? Stage.SHADOW : Stage.PREPARED;
  }

  private static Decision retire(Stage stage, Weight weight) {
    return stage == Stage.LIVE
        ? new Allowed(Stage.RETIRED, weight, Demand.QUIET)
        : new Refused(
            "it is at " + stage.word() + ": only what the new side answers alone can be retired");
  }

  private static Decision alreadyAt(Stage stage) {
    return new Refused("it is at " + stage.word() + " already");
  }
}
