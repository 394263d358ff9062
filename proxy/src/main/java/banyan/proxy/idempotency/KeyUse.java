package banyan.proxy.idempotency;

/** What the key of one request allows when the side that was asked fails. */
public enum KeyUse {
  /** Both sides keep the key in one ledger: either may answer, whatever the other one did. */
  SHARED,
  /** The side that was asked keeps the key alone: nobody else may answer. */
  PINNED
}
