package banyan.proxy.resilience;

/** How an attempt ended without an answer for the client, as far as trying again is concerned. */
public enum AttemptEnd {
  /** Nobody worked on it: no connection came about. */
  UNPROCESSED,
  /** The connection broke before a byte of an answer. */
  BROKEN,
  /** No answer began in time. */
  LATE,
  /** The answer was 502, 503 or 504. */
  UNAVAILABLE,
  /** Another attempt would end in the same way, or come too late. */
  FINAL
}
