package banyan.proxy.balance;

import java.util.ArrayList;
import java.util.List;

/**
 * Which endpoints fail far more often than the others together. Two shares are compared as two
 * proportions are (the pooled z-test), so that a few requests prove little and a failure that all
 * have in common proves nothing. Pure functions.
 */
final class Outliers {
  /** Fewer requests in a window prove nothing. */
  static final int REQUESTS_MIN = 10;

  /** The shares of failures differ by at least this. */
  static final double DIFFERENCE_MIN = 0.1;

  /** In standard deviations; chance alone is beyond it once in 30,000 comparisons. */
  private static final double DEVIATIONS_MIN = 4;

  private Outliers() {}

  /** What an endpoint answered in a window. */
  record Window(int successes, int failures) {
    int requests() {
      return successes + failures;
    }

    double failureShare() {
      return requests() == 0 ? 0 : (double) failures / requests();
    }

    Window without(Window part) {
      return new Window(successes - part.successes, failures - part.failures);
    }
  }

  /** The indexes of the outliers, the worst first. */
  static List<Integer> find(List<Window> windows) {
    Window sum =
        new Window(
            windows.stream().mapToInt(Window::successes).sum(),
            windows.stream().mapToInt(Window::failures).sum());
    List<Integer> outliers = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      if (isOutlier(windows.get(i), sum.without(windows.get(i)))) {
        outliers.add(i);
      }
    }
    outliers.sort(
        (one, other) ->
            Double.compare(windows.get(other).failureShare(), windows.get(one).failureShare()));
    return outliers;
  }

  private static boolean isOutlier(Window one, Window others) {
    if (one.requests() < REQUESTS_MIN || others.requests() < REQUESTS_MIN) {
      return false;
    }
    double difference = one.failureShare() - others.failureShare();
    double together =
        (double) (one.failures() + others.failures()) / (one.requests() + others.requests());
    double deviation =
        Math.sqrt(together * (1 - together) * (1.0 / one.requests() + 1.0 / others.requests()));
    return difference >= DIFFERENCE_MIN && difference >= DEVIATIONS_MIN * deviation;
  }
}
