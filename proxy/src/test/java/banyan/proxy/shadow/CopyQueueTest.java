package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waits to be copied. */
final class CopyQueueTest {
  private static final int MAX = 3;
  private static final int OFFERING = 4;

  private final CopyQueue<Integer> queue = new CopyQueue<>(MAX);

  @Test
  void takesNoMoreThanItsLimitAndGivesThemBackInTurn() throws InterruptedException {
    for (int i = 0; i < MAX; i++) {
      assertThat(queue.isFull()).isFalse();
      assertThat(queue.offer(i)).isTrue();
    }
    assertThat(queue.isFull()).isTrue();
    assertThat(queue.offer(MAX)).isFalse();
    assertThat(queue.take()).isZero();
    assertThat(queue.offer(MAX)).isTrue();
    assertThat(queue.poll()).isEqualTo(1);
    assertThat(queue.take()).isEqualTo(2);
    assertThat(queue.take()).isEqualTo(MAX);
    assertThat(queue.poll()).isNull();
  }

  @Test
  void losesNothingBetweenManyThreads() throws Exception {
    int each = TestSize.pick("offers of each thread", 2_000, 10_000, 200_000);
    try (ExecutorService threads = Executors.newFixedThreadPool(OFFERING)) {
      List<Future<Long>> offered =
          IntStream.range(0, OFFERING)
              .mapToObj(
                  _ -> threads.submit(() -> IntStream.range(0, each).filter(queue::offer).count()))
              .toList();
      List<Integer> taken = new ArrayList<>();
      while (!offered.stream().allMatch(Future::isDone)) {
        Integer next = queue.poll();
        if (next != null) {
          taken.add(next);
        }
      }
      for (Integer next = queue.poll(); next != null; next = queue.poll()) {
        taken.add(next);
      }
      long all = 0;
      for (Future<Long> count : offered) {
        all += count.get();
      }
      assertThat(taken).hasSize((int) all);
      assertThat(queue.isFull()).isFalse();
    }
  }
}
