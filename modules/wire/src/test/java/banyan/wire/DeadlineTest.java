package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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
}
