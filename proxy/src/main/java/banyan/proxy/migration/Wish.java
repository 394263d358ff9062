package banyan.proxy.migration;

import banyan.proxy.migration.Decision.Allowed;
import banyan.proxy.migration.Decision.Demand;
import banyan.proxy.migration.LoggedMove.Standing;
import banyan.proxy.publish.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A move that is wanted, and what is brought for it.
 *
 * @param role of the token by which it is asked for, or {@link Automation#GATE}
 * @param override the reason of somebody who may move without evidence; null for none
 * @param verdict what makes the gate move where nothing is demanded; null for nothing
 */
record Wish(
    Move move,
    Reason reason,
    String role,
    @Nullable String override,
    Evidence.@Nullable Found verdict) {

  /** What it rests on; null where that must be looked for. */
  @Nullable Evidence brought(Demand demand) {
    if (demand == Demand.NOTHING) {
      return verdict == null ? new Evidence.Undemanded() : verdict;
    }
    return override == null ? null : new Evidence.Overridden(override);
  }

  /** The entry of the log. */
  LoggedMove logged(Migration before, Allowed allowed, Evidence found, Instant now) {
    Migration after =
        before.moved(
            allowed,
            before.automation().after(move, role, found),
            now.truncatedTo(ChronoUnit.MILLIS),
            reason);
    return new LoggedMove(move.word(), role, found, Standing.of(before), after);
  }
}
