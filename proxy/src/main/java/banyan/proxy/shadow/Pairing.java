package banyan.proxy.shadow;

/** Whose answers a pair has: the first is always what the client got. */
public enum Pairing {
  /** The old side answered the client, the new one the copy. */
  FORWARD,
  /** The old side answered both: what differs is noise. */
  SELF,
  /** The new side answered the client, the old one the copy. */
  REVERSE
}
