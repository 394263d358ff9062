package banyan.proxy.fault;

import banyan.proxy.migration.LoggedFault;

/** Takes what became of planted faults into the audit log. Any thread; may block for seconds. */
@FunctionalInterface
public interface FaultLog {
  /**
   * Writes an entry.
   *
   * @throws banyan.wire.Failure of {@code unavailable} when that cannot be done, or nobody knows
   *     whether it was
   */
  void write(LoggedFault entry);
}
