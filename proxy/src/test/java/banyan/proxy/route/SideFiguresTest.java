package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class SideFiguresTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int THREADS = 8;

  /** A process stood still for good: the histogram grew in two threads at once. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyThreadsRecordAtOnce() throws InterruptedException {
    int histograms = TestSize.pick("histograms grown by 8 threads", 20, 100, 400);
    for (int i = 0; i < histograms; i++) {
      SideFigures figures = new SideFigures(NOW);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        SplittableRandom random = new SplittableRandom(i * THREADS + t);
        threads.add(Thread.ofVirtual().start(() -> record(figures, random)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(figures.read(NOW).requests()).isEqualTo(THREADS * 500L);
    }
  }

  /** Times of every order of magnitude, so that the histogram must grow. */
  private static void record(SideFigures figures, SplittableRandom random) {
    for (int i = 0; i < 500; i++) {
      figures.record(false, Duration.ofNanos(random.nextLong(1L << random.nextInt(10, 42))), NOW);
    }
  }
}
