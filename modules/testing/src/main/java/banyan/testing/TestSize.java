package banyan.testing;

/** How much work a test does: the parameter {@code banyan.size} of the build. */
public enum TestSize {
  FAST,
  DEFAULT,
  LONG;

  private static final TestSize CURRENT =
      valueOf(System.getProperty("banyan.size", "default").toUpperCase(java.util.Locale.ROOT));

  /** Picks the number for the size that runs, and prints it. */
  public static int pick(String what, int fast, int normal, int large) {
    int size =
        switch (CURRENT) {
          case FAST -> fast;
          case DEFAULT -> normal;
          case LONG -> large;
        };
    System.out.println("size " + CURRENT + ": " + what + " " + size);
    return size;
  }
}
