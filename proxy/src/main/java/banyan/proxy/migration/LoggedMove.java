package banyan.proxy.migration;

import banyan.proxy.migration.Decision.Demand;
import org.jspecify.annotations.Nullable;

/**
 * One move as the audit log has it: who and why are the migration's own reason.
 *
 * @param word what was done: {@code create}, or as {@link Move#word}
 * @param role of the token by which it was done; unlike {@code who} it is not a claim
 * @param before the migration before it; null for the creation
 * @param after the migration that it led to
 */
public record LoggedMove(
    String word, String role, Evidence evidence, @Nullable Standing before, Migration after)
    implements Logged {
  static final String CREATE = "create";

  /** Whether the rules of the stages allow it from where the migration was. */
  boolean isAllowedFrom(Migration from) {
    Move move = move();
    return move != null
        && Moves.decide(from, move)
            instanceof Decision.Allowed(Stage stage, Weight weight, Demand demand)
        && stage == after.stage()
        && weight.equals(after.weight())
        && after.automation().equals(from.automation().after(move, role, evidence))
        && isRestingOn(demand);
  }

  /** What was wanted; null for a word that is no move. */
  private @Nullable Move move() {
    return switch (word) {
      case "shadow" -> new Move.Shadow();
      case "canary" -> new Move.Canary(after.weight(), after.automation().rollsBack());
      case "rollout" -> new Move.RollOut(after.automation().plan());
      case "halt" -> new Move.Halt();
      case "promote" -> new Move.Promote();
      case "rollback" -> new Move.RollBack(after.stage());
      case "retire" -> new Move.Retire();
      default -> null;
    };
  }

  /** Where nothing is demanded, nothing is brought, but for what made the gate roll back. */
  private boolean isRestingOn(Demand demand) {
    return switch (evidence) {
      case Evidence.Undemanded _ -> demand == Demand.NOTHING;
      case Evidence.Found _ -> demand != Demand.NOTHING || role.equals(Automation.GATE);
      case Evidence.Overridden _ -> demand != Demand.NOTHING;
    };
  }

  /** Where a migration stood. */
  public record Standing(Stage stage, Weight weight, long revision) {
    static Standing of(Migration migration) {
      return new Standing(migration.stage(), migration.weight(), migration.revision());
    }
  }
}
