package banyan.proxy.migration;

import banyan.proxy.migration.LoggedFault.Change;
import banyan.proxy.migration.LoggedFault.Planted;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log says of planted faults, held to what can be: only what was planted ends, in
 * the process where it was planted, as what it was, and by itself not before its time.
 *
 * <p>An end may stand twice, and a planting may have none: a process that could not tell whether
 * its entry was written writes it again, and one that is killed writes nothing. One thread.
 */
final class FaultTrail {
  /** The last planting of each name in each process; as many as the log has. */
  private final Map<Place, Planted> planted = new HashMap<>();

  /** Where a name stands for one fault at a time. */
  private record Place(String instance, String name) {}

  /** Reads on; returns what is wrong, null when nothing is. */
  @Nullable String wrong(LoggedFault entry) {
    Planted fault = entry.fault();
    Place place = new Place(entry.instance(), fault.name());
    if (entry.change() == Change.PLANTED) {
      planted.put(place, fault);
      return entry.strikes() == 0 ? null : name(entry) + " befell requests before it was planted";
    }
    if (!fault.equals(planted.get(place))) {
      return name(entry) + " ends, and no such fault was planted there";
    }
    boolean isEarly = entry.change() == Change.ENDED && entry.at().isBefore(fault.until());
    return isEarly ? name(entry) + " ends by itself before its time" : null;
  }

  private static String name(LoggedFault entry) {
    return "the fault '" + entry.fault().name() + "' of " + entry.instance();
  }
}
