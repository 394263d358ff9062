package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadlineTest {
  @Test
  void hasNoTimeLeftWhenItHasPassed() {
    Deadline passed = Deadline.in(Duration.ZERO);

    assertThat(passed.hasPassed()).isTrue();
    assertThat(passed.left()).isZero();
    assertThat(Deadline.in(Duration.ofHours(1)).hasPassed()).isFalse();
  }

  @Test
  void isCurrentForTheWorkThatItBoundsAlone() {
    Deadline deadline = Deadline.in(Duration.ofHours(1));

    assertThat(deadline.bound(Deadline::current)).contains(deadline);
    assertThat(Deadline.current()).isEmpty();
  }

  @Test
  void isNeverExtendedByTheWayThatItTravels() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(5));
    for (int hop = 0; hop < 10; hop++) {
      Deadline next = Deadline.ofMillisLeft(deadline.millisLeft()).orElseThrow();
      assertThat(next.left()).isLessThanOrEqualTo(Duration.ofSeconds(5));
      assertThat(deadline.orSooner(next).nanoTime() - deadline.nanoTime()).isLessThanOrEqualTo(0);
      deadline = deadline.orSooner(next);
    }
    assertThat(Deadline.in(Duration.ofNanos(999_999)).millisLeft()).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1.5", "1s", " 1", "0x1", "1234567890", "\u0661"})
  void whatIsNoNumberOfMillisecondsIsNoDeadline(String field) {
    assertThat(Deadline.ofMillisLeft(field)).isEmpty();
  }
}
