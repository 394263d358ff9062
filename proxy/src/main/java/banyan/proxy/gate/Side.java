package banyan.proxy.gate;

/** Which of the two cohorts that are compared an answer belongs to. */
public enum Side {
  /** The baseline: who answers today. */
  FROM(0),
  /** The candidate: who shall answer. */
  TO(1);

  private final int index;

  Side(int index) {
    this.index = index;
  }

  /** Its place in arrays of two. */
  int index() {
    return index;
  }
}
