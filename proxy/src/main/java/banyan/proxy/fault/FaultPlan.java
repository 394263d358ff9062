package banyan.proxy.fault;

import banyan.proxy.match.RequestHead;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are planted, oldest first. At most one befalls a request: the first in whose
 * scope and share it is.
 */
record FaultPlan(List<ActiveFault> faults) {
  FaultPlan {
    faults = List.copyOf(faults);
  }

  /**
   * What befalls a request; null for nothing.
   *
   * @param routeId of the route that answers it
   * @param draw 0 to 99, each as likely; asked once for each fault in whose scope the request is
   */
  @Nullable ActiveFault befalling(String routeId, RequestHead head, Instant now, IntSupplier draw) {
    for (ActiveFault fault : faults) {
      if (fault.isOn(now)
          && fault.planted().scope().covers(routeId, head)
          && draw.getAsInt() < fault.planted().percent()) {
        return fault;
      }
    }
    return null;
  }

  boolean hasEnded(Instant now) {
    for (ActiveFault fault : faults) {
      if (!fault.isOn(now)) {
        return true;
      }
    }
    return false;
  }
}
