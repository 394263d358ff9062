package banyan.proxy.migration;

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

  /** Lets the new side answer a share. */
  record Canary(Weight weight) implements Move {
    @Override
    public String word() {
      return "canary";
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
