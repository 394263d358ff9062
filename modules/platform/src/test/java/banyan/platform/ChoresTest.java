package banyan.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Recurring work: never twice at a time, never ended by what a run throws, ended by a stop. */
final class ChoresTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration OFTEN = Duration.ofMillis(1);

  @Test
  void comesAgainWhateverARunThrows() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    try (Chores chores = new Chores()) {
      chores.begin(
          new Chore(
              "test.failing",
              Duration.ofMillis(20),
              () -> {
                runs.incrementAndGet();
                throw new AssertionError("a row that cannot be read");
              }));
      await().atMost(PATIENCE).until(() -> runs.get() >= 3);
    }
    assertThat(runs.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void runsOneAtATime() throws Exception {
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    AtomicBoolean overlapped = new AtomicBoolean();
    try (Chores chores = new Chores()) {
      chores.begin(
          new Chore(
              "test.single",
              OFTEN,
              () -> {
                if (atWork.incrementAndGet() > 1) {
                  overlapped.set(true);
                }
                runs.incrementAndGet();
                atWork.decrementAndGet();
              }));
      await().atMost(PATIENCE).until(() -> runs.get() >= 10);
    }
    assertThat(overlapped).isFalse();
  }

  @Test
  void interruptsARunThatDoesNotEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean wasInterrupted = new AtomicBoolean();
    Chores chores = new Chores(Duration.ofMillis(10));
    chores.begin(
        new Chore(
            "test.endless",
            OFTEN,
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                wasInterrupted.set(true);
              }
            }));
    assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    chores.close();
    assertThat(wasInterrupted).isTrue();
  }
}
