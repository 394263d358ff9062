package banyan.proxy.rollout;

import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Side;

/** What a gate hears of its migration. */
sealed interface Report {
  /** The name of the migration. */
  String migration();

  /**
   * A request was answered, or failed.
   *
   * @param revision of the migration when the side was chosen
   * @param identity by {@link banyan.proxy.gate.Identity}
   * @param millis when, since 1970
   * @param latencyMillis NaN where it tells nothing
   */
  record Answered(
      String migration,
      long revision,
      Side side,
      long identity,
      Outcome outcome,
      long millis,
      double latencyMillis)
      implements Report {}

  /** Answers of both sides to the same requests were compared. */
  record Compared(String migration, long compared, long mismatched) implements Report {}
}
