package banyan.proxy.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be sent again, and after how long. */
final class RetryPolicyTest {
  private static final RetryPolicy ALL =
      new RetryPolicy(
          2,
          EnumSet.allOf(AttemptEnd.class),
          true,
          Duration.ofMillis(1),
          Duration.ofMillis(2),
          1,
          1,
          1);

  @ParameterizedTest
  @CsvSource({
    // end, safe, keyed, by the default, by all that can be allowed
    "UNPROCESSED, false, false, true, true",
    "UNPROCESSED, true, false, true, true",
    "BROKEN, true, false, true, true",
    "BROKEN, false, false, false, false",
    "BROKEN, false, true, false, true",
    "LATE, true, false, false, true",
    "LATE, false, false, false, false",
    "LATE, false, true, false, true",
    "UNAVAILABLE, true, false, false, true",
    "UNAVAILABLE, false, false, false, false",
    "UNAVAILABLE, false, true, false, true",
    "FINAL, true, true, false, false"
  })
  void repeatsWhatDoesNoHarm(
      AttemptEnd end, boolean isSafe, boolean isKeyed, boolean byDefault, boolean byAll) {
    assertThat(RetryPolicy.DEFAULT.allows(end, isSafe, isKeyed, 0)).isEqualTo(byDefault);
    assertThat(ALL.allows(end, isSafe, isKeyed, 0)).isEqualTo(byAll);
  }

  @Test
  void repeatsNoMoreOftenThanItSays() {
    assertThat(ALL.allows(AttemptEnd.BROKEN, true, false, 1)).isTrue();
    assertThat(ALL.allows(AttemptEnd.BROKEN, true, false, 2)).isFalse();
  }

  @Test
  void waitsAnyTimeUpToALimitThatDoubles() {
    Backoff backoff = new Backoff(Duration.ofNanos(1000), Duration.ofNanos(5000));
    Random random = new Random(7);
    long[] limits = {1000, 2000, 4000, 5000, 5000};
    for (int repeated = 0; repeated < limits.length; repeated++) {
      long longest = 0;
      long shortest = Long.MAX_VALUE;
      for (int i = 0; i < 1000; i++) {
        long wait = backoff.nanos(repeated, random);
        longest = Math.max(longest, wait);
        shortest = Math.min(shortest, wait);
      }
      assertThat(longest).isBetween(limits[repeated] * 9 / 10, limits[repeated]);
      assertThat(shortest).isBetween(0L, limits[repeated] / 10);
    }
    assertThat(backoff.nanos(1000, random)).isBetween(0L, 5000L);
  }
}
