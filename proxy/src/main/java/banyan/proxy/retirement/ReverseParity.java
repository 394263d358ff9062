package banyan.proxy.retirement;

import banyan.proxy.migration.Migration;
import java.time.Instant;

/** What copies for the old side have shown since the new one answers. Any thread; never blocks. */
@FunctionalInterface
public interface ReverseParity {
  Figures of(Migration migration);

  /** A process that sends no copies. */
  static ReverseParity none() {
    return migration -> new Figures(0, 0, migration.since());
  }

  /**
   * Answers of the old side that were compared with those that clients got.
   *
   * @param since when the first of them was compared
   */
  record Figures(long compared, long mismatched, Instant since) {}
}
