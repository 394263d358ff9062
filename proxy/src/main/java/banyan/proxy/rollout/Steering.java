package banyan.proxy.rollout;

import banyan.proxy.gate.Decision;
import banyan.proxy.gate.Rollout.Action;
import banyan.proxy.gate.Rollout.Standing;
import banyan.proxy.gate.Verdict;
import banyan.proxy.migration.Automation;
import banyan.proxy.migration.Migration;
import java.time.Instant;

/** What follows from a verdict. Pure. */
final class Steering {
  private Steering() {}

  /**
   * The next action. Harm is answered whether or not a plan runs; everything else is for the plan.
   *
   * @param standing at the present weight
   * @param isAllowed whether this process may move anything by itself
   */
  static Action next(
      Migration migration, Standing standing, Verdict verdict, Instant now, boolean isAllowed) {
    Automation automation = migration.automation();
    boolean isHarm = verdict.decision() == Decision.ROLLBACK;
    if (!isAllowed) {
      return new Action.Hold(isHarm ? own("by setting", verdict) : "Hold; gate.automatic is off.");
    }
    if (isHarm) {
      return automation.rollsBack()
          ? new Action.RollBack(verdict.sentence())
          : new Action.Hold(own("by its last move", verdict));
    }
    return automation.isRunning() && automation.plan() != null
        ? automation.plan().next(standing, verdict, now)
        : new Action.Hold("Hold; no roll-out runs.");
  }

  private static String own(String whose, Verdict verdict) {
    return "Hold; the gate moves nothing here, " + whose + ". " + verdict.sentence();
  }
}
