package banyan.proxy.admin;

import banyan.proxy.migration.Decision;
import banyan.proxy.migration.Decision.Allowed;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.Moves;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * What could be done with a migration.
 *
 * @param move as the commands call it
 * @param isAllowed whether the rules of the stages do
 * @param leadsTo a stage; empty where it is not allowed
 * @param demands what it rests on; {@code nothing} where nothing is demanded
 * @param reason why it is not allowed; empty where it is
 */
public record NextMove(
    String move, boolean isAllowed, String leadsTo, String demands, String reason) {

  static List<NextMove> of(Migration migration) {
    List<NextMove> all = new ArrayList<>();
    all.add(of(migration, "shadow", new Move.Shadow()));
    boolean isAll = migration.stage() == Stage.CANARY && migration.weight().equals(Weight.ALL);
    Weight other = isAll ? Weight.NONE : Weight.ALL;
    all.add(of(migration, isAll ? "canary (less)" : "canary (more)", new Move.Canary(other)));
    all.add(of(migration, "rollout", new Move.RollOut(null)));
    all.add(of(migration, "halt", new Move.Halt()));
    all.add(of(migration, "promote", new Move.Promote()));
    all.add(of(migration, "rollback", new Move.RollBack(null)));
    all.add(of(migration, "retire", new Move.Retire()));
    return List.copyOf(all);
  }

  private static NextMove of(Migration migration, String word, Move move) {
    return switch (Moves.decide(migration, move)) {
      case Allowed allowed ->
          new NextMove(word, true, allowed.stage().word(), allowed.demand().words(), "");
      case Decision.Refused refused -> new NextMove(word, false, "", "", refused.reason());
    };
  }
}
