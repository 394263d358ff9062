package banyan.proxy.compare;

/** How much work one comparison has done: hostile answers must not cost without end. One thread. */
final class Effort {
  /** Values looked at, of both sides and in all passes. */
  static final long STEPS_MAX = 20_000_000;

  private final long max;
  private long steps;

  Effort(long max) {
    this.max = max;
  }

  void spend(long more) {
    steps += more;
    if (steps > max) {
      throw new Spent("the comparison takes more than " + max + " steps");
    }
  }

  /** Thrown through the comparison to the one place that catches it. */
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spent(String message) {
      super(message, null, false, false);
    }
  }
}
