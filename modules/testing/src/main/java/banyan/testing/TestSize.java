package banyan.testing;

import java.util.Locale;

/** How much work a test does: the parameter {@code banyan.size} of the build. */
public enum TestSize {
  FAST,
  DEFAULT,
  LONG;

  private static final TestSize CURRENT =
      valueOf(System.getProperty("banyan.size", "default").toUpperCase(Locale.ROOT));

  /** The size that runs. */
  public static TestSize current() {
    return CURRENT;
  }

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

  /** Whether a run of this size does what is left to {@code smallest} and those above it. */
  boolean reaches(TestSize smallest) {
    return compareTo(smallest) >= 0;
  }
}
