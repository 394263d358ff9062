package banyan.proxy.gate;

/** What the gate says. */
public enum Decision {
  /** The candidate is shown to be no worse than tolerated, and was seen enough. */
  PROMOTE,
  /** The candidate is shown to do harm. */
  ROLLBACK,
  /** Neither is shown: hold, and see more. */
  INCONCLUSIVE
}
