package banyan.proxy.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.AtOnce;
import banyan.testing.TestSize;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many further attempts a budget gives out. */
final class RetryBudgetTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void givesTheShareOfTheRequests() {
    RetryBudget budget = new RetryBudget(0.2, 0, 0);
    for (int i = 0; i < 5; i++) {
      assertThat(budget.take(0)).isFalse();
      budget.paid();
    }
    assertThat(budget.take(0)).isTrue();
    assertThat(budget.take(0)).isFalse();
  }

  @Test
  void givesTheFloorEachSecondThoughNobodyPays() {
    long now = Long.MAX_VALUE - SECOND;
    RetryBudget budget = new RetryBudget(0, 3, now);
    for (int second = 0; second < 4; second++) {
      // The clock overflows on the way, as a monotonic clock may.
      assertThat(takenAt(budget, now)).isEqualTo(3);
      now += SECOND;
    }
  }

  @Test
  void savesNoMoreThanItsLimit() {
    RetryBudget budget = new RetryBudget(1, 0, 0);
    for (int i = 0; i < 10 * RetryBudget.SAVED_MAX; i++) {
      budget.paid();
    }
    assertThat(takenAt(budget, 0)).isEqualTo(RetryBudget.SAVED_MAX);
  }

  @Test
  void givesNothingWhenItIsOff() {
    RetryBudget budget = new RetryBudget(0, 0, 0);
    budget.paid();
    assertThat(budget.take(SECOND)).isFalse();
  }

  /** For any order of requests, wishes and time. */
  @Test
  void neverGivesMoreThanIsThere() {
    Random random = new Random(20);
    int runs = TestSize.pick("histories of a budget", 50, 500, 20_000);
    for (int run = 0; run < runs; run++) {
      double share = random.nextInt(1001) / 1000.0;
      int floor = random.nextInt(20);
      long begin = random.nextLong();
      long now = begin;
      long paid = 0;
      long taken = 0;
      RetryBudget budget = new RetryBudget(share, floor, now);
      for (int step = 0; step < 400; step++) {
        switch (random.nextInt(3)) {
          case 0 -> {
            budget.paid();
            paid++;
          }
          case 1 -> taken += budget.take(now) ? 1 : 0;
          default -> now += random.nextLong(SECOND / 4);
        }
        double there = share * paid + floor * ((now - begin) / (double) SECOND + 1);
        assertThat((double) taken).isLessThanOrEqualTo(there + 1e-6);
      }
    }
  }

  @Test
  void neverGivesMoreThanIsThereToManyAtOnce() throws Exception {
    int threads = 4;
    int each = TestSize.pick("requests a thread", 2_000, 20_000, 1_000_000);
    RetryBudget budget = new RetryBudget(0.1, 7, 0);
    AtomicInteger taken = new AtomicInteger();
    AtOnce.run(
        threads,
        () -> {
          for (int i = 0; i < each; i++) {
            budget.paid();
            taken.addAndGet(budget.take(0) ? 1 : 0);
          }
          return true;
        });
    assertThat(taken.get()).isBetween(7, 7 + threads * each / 10);
  }

  private static int takenAt(RetryBudget budget, long now) {
    int taken = 0;
    while (budget.take(now)) {
      taken++;
    }
    return taken;
  }
}
