package banyan.proxy.shadow;

import java.util.Locale;

/** What became of a copy that was sent. */
public enum CopyOutcome {
  /** It was answered, and the pair was taken to be compared. */
  ANSWERED,
  /** It was not: the pair has the 502, 503 or 504 that a client would have got. */
  FAILED,
  /** Its answer is longer than what is kept: the pair has the beginning. */
  LARGE,
  /** A limit of this process was in the way; there is no pair. */
  PREVENTED,
  /** There was nothing to compare (a stream without an event), or no place for the pair. */
  UNCOMPARED;

  /** Lower-case, for reports and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
