package banyan.proxy.balance;

import java.time.Duration;

/**
 * What changed for an endpoint, for logs and counters.
 *
 * @param time how long an ejection lasts; zero for other changes
 */
record Change(Endpoint endpoint, What what, Duration time) {
  enum What {
    FAILED("ejected: failures in a row"),
    OUTLIER("ejected: fails far more often than the others"),
    BACK("back after its ejection"),
    UNHEALTHY("unhealthy by its health checks"),
    HEALTHY("healthy again by its health checks");

    private final String words;

    What(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** Whether it has got worse. */
    boolean isBad() {
      return this == FAILED || this == OUTLIER || this == UNHEALTHY;
    }
  }

  Change(Endpoint endpoint, What what) {
    this(endpoint, what, Duration.ZERO);
  }
}
