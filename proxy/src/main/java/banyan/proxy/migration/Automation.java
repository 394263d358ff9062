package banyan.proxy.migration;

import banyan.proxy.gate.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * What the gate may do with a migration by itself. Immutable; part of the migration, so it survives
 * a restart and is the same on every instance.
 *
 * @param rollsBack whether it takes back a canary that it finds harmful
 * @param plan of the roll-out that it carries out, or carried out last; null before the first
 * @param isRunning whether it carries the plan out now
 * @param override why the plan's steps need no certificate; null where they do
 */
public record Automation(
    boolean rollsBack, @Nullable Rollout plan, boolean isRunning, @Nullable String override) {
  /** Of a new migration, and of one that was written before there was a gate. */
  public static final Automation DEFAULT = new Automation(true, null, false, null);

  /** The role of moves that no token asked for: the gate made them. */
  public static final String GATE = "gate";

  /** Throws IllegalArgumentException for a roll-out that could not be carried out. */
  public Automation {
    if (isRunning && (plan == null || !rollsBack)) {
      throw new IllegalArgumentException(
          "a roll-out that runs has a plan, and is rolled back on harm");
    }
  }

  /**
   * After a move. Whatever somebody else than the gate moves halts the plan: two hands on one wheel
   * are one too many.
   *
   * @param role of who moves
   * @param evidence what the move rests on
   */
  Automation after(Move move, String role, Evidence evidence) {
    return switch (move) {
      case Move.RollOut(Rollout wanted) -> {
        String reason = evidence instanceof Evidence.Overridden(String why) ? why : null;
        yield new Automation(true, wanted == null ? planOrDefault() : wanted, true, reason);
      }
      case Move.Canary canary ->
          role.equals(GATE) ? this : new Automation(canary.rollsBack(), plan, false, override);
      case Move.Shadow _, Move.Promote _, Move.RollBack _, Move.Retire _, Move.Halt _ ->
          new Automation(rollsBack, plan, false, override);
    };
  }

  /** What a roll-out without a plan of its own follows: the plan it had, or the usual one. */
  Rollout planOrDefault() {
    return plan == null ? Rollout.DEFAULT : plan;
  }
}
