package banyan.proxy.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What one HTTP/2 connection may spend on frames that bring no request forward. */
final class FrameBudgetTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final FrameBudget budget = new FrameBudget(nanos::get);

  @Test
  void aNewConnectionHasAStart() {
    assertThat(spent(1_000)).isEqualTo(FrameBudget.START);
  }

  @Test
  void timeFillsItUpToTheStartAndNoFurther() {
    spent(1_000);
    pass(Duration.ofSeconds(1));
    assertThat(spent(1_000)).isEqualTo(FrameBudget.PER_SECOND);
    pass(Duration.ofHours(1));
    assertThat(spent(1_000)).isEqualTo(FrameBudget.START);
  }

  @Test
  void shortTimesAddUp() {
    spent(1_000);
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofMillis(5));
      spent(0);
      budget.onEvent("a frame too many");
    }
    pass(Duration.ofMillis(100));
    assertThat(spent(1_000)).isBetween(10, 15);
  }

  @Test
  void answersSaveUpToALimitThatTimeDoesNotTakeAway() {
    for (int i = 0; i < 10_000; i++) {
      budget.answered();
    }
    pass(Duration.ofSeconds(1));
    assertThat(spent(10_000)).isEqualTo(FrameBudget.SAVED_MAX);
  }

  @Test
  void whoIsAnsweredMayCancelAFewTimesAsMuch() {
    for (int i = 0; i < 10_000; i++) {
      budget.answered();
      assertThat(spent(FrameBudget.PER_ANSWER)).isEqualTo(FrameBudget.PER_ANSWER);
    }
  }

  private int spent(int tries) {
    int spent = 0;
    for (int i = 0; i < tries; i++) {
      spent += budget.onEvent("a frame") ? 1 : 0;
    }
    return spent;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
