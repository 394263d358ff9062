package banyan.proxy.migration;

import banyan.proxy.gate.Rollout;
import org.jspecify.annotations.Nullable;

/** What somebody wants of a migration that is under way. */
public sealed interface Move {
  /** Lower-case, as the commands call it. */
  String word();

  /** Copies requests to the new side. */
  record Shadow() implements Move {
    @Override
    public String word() {
      return "shadow";
    }
  }

  /**
   * Lets the new side answer a share.
   *
   * @param rollsBack whether the gate takes it back by itself when it is harmful
   */
  record Canary(Weight weight, boolean rollsBack) implements Move {
    /** A share that the gate takes back by itself when it is harmful. */
    public Canary(Weight weight) {
      this(weight, true);
    }

    @Override
    public String word() {
      return "canary";
    }
  }

  /**
   * Lets the new side answer the first share of a plan, and the gate raise it from there.
   *
   * @param plan null for the one that the migration had, or the usual one
   */
  record RollOut(@Nullable Rollout plan) implements Move {
    @Override
    public String word() {
      return "rollout";
    }
  }

  /** Ends a roll-out where it is. */
  record Halt() implements Move {
    @Override
    public String word() {
      return "halt";
    }
  }

  /** Lets the new side answer everybody. */
  record Promote() implements Move {
    @Override
    public String word() {
      return "promote";
    }
  }

  /**
   * Goes back.
   *
   * @param to an earlier stage; null for the last one at which the old side answers everybody
   */
  record RollBack(@Nullable Stage to) implements Move {
    @Override
    public String word() {
      return "rollback";
    }
  }

  /** Closes the old side for good. */
  record Retire() implements Move {
    @Override
    public String word() {
      return "retire";
    }
  }
}
