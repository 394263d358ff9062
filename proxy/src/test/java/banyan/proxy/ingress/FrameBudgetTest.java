package banyan.proxy.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import java.time.Duration;
import java.util.Random;
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

  @Test
  void aBusyClientThatCancelsAsClientsDoNeverRunsOut() {
    int requests = TestSize.pick("requests of a busy client", 50_000, 200_000, 5_000_000);
    Random random = new Random(1);
    int open = 0;
    for (int i = 0; i < requests; i++) {
      // No time passes: only answers pay. A hundred streams may be open, and half are cancelled:
      // a reset, and sometimes a window of the stream that is gone.
      open++;
      if (open == 100) {
        for (; open > 0; open--) {
          boolean isCancelled = random.nextBoolean();
          int frames = isCancelled ? 1 + random.nextInt(2) : random.nextInt(2);
          assertThat(spent(frames)).as("request %s", i).isEqualTo(frames);
          if (!isCancelled) {
            budget.answered();
          }
        }
      }
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
