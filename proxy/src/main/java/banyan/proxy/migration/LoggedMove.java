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
    String word, String role, Evidence evidence, @Nullable Standing before, Migration after) {
  static final String CREATE = "create";

  /** Whether the rules of the stages allow it from where the migration was. */
  boolean isAllowedFrom(Migration from) {
    Move move =
        switch (word) {
          case "shadow" -> new Move.Shadow();
          case "canary" -> new Move.Canary(after.weight());
          case "promote" -> new Move.Promote();
          case "rollback" -> new Move.RollBack(after.stage());
          case "retire" -> new Move.Retire();
          default -> null;
        };
    return move != null
        && Moves.decide(from.stage(), from.weight(), move)
            instanceof Decision.Allowed(Stage stage, Weight weight, Demand demand)
        && stage == after.stage()
        && weight.equals(after.weight())
        && (demand == Demand.NOTHING) == (evidence instanceof Evidence.Undemanded);
  }

  /** Where a migration stood. */
  public record Standing(Stage stage, Weight weight, long revision) {
    static Standing of(Migration migration) {
      return new Standing(migration.stage(), migration.weight(), migration.revision());
    }
  }
}
