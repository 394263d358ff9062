package banyan.proxy.shadow;

import java.util.Locale;

/** Whose answers a pair has: the first is always what the client got. */
public enum Pairing {
  /** The old side answered the client, the new one the copy. */
  FORWARD,
  /** The old side answered both: what differs is noise. */
  SELF,
  /** The new side answered the client, the old one the copy. */
  REVERSE;

  /** Lower-case, for reports and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
