package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.shadow.CopyThreads.Work;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The processor time that copies take. */
final class CopyThreadsTest {
  private final Map<Thread, Long> taken = new ConcurrentHashMap<>();
  private final CopyThreads threads = new CopyThreads(new Taken());

  @Test
  void whatEachThreadTookIsTakenOnce() {
    Thread one = Thread.ofPlatform().unstarted(() -> {});
    Thread other = Thread.ofPlatform().unstarted(() -> {});
    threads.add(one);
    threads.add(other);
    assertThat(threads.takeNanos()).as("nobody tells of them yet").isZero();
    taken.putAll(Map.of(one, 5L, other, 7L));
    assertThat(threads.takeNanos()).isEqualTo(12);
    taken.put(one, 6L);
    assertThat(threads.takeNanos()).isEqualTo(1);
    assertThat(threads.takeNanos()).isZero();
  }

  @Test
  void whatOthersDoForCopiesCountsAndNothingElseOfThem() {
    Thread self = Thread.currentThread();
    taken.put(self, 100L);
    try (Work _ = threads.begin()) {
      taken.put(self, 130L);
    }
    taken.put(self, 900L);
    assertThat(threads.takeNanos()).isEqualTo(30);
    assertThat(threads.takeNanos()).isZero();
  }

  @Test
  void theJvmTellsOfProcessorsAndThreads() {
    Processors own = Processors.own();
    assertThat(own.usage().count()).isPositive();
    assertThat(own.usage().processNanos()).isPositive();
    assertThat(own.usage().machineLoad()).isLessThanOrEqualTo(1);
    assertThat(own.nanos(Thread.currentThread())).isPositive();
    assertThat(own.nanos(Thread.ofVirtual().unstarted(() -> {}))).isNegative();
  }

  private final class Taken implements Processors {
    @Override
    public Usage usage() {
      return new Usage(1, 0, 0);
    }

    @Override
    public long nanos(Thread thread) {
      return taken.getOrDefault(thread, -1L);
    }

    @Override
    public Duration every() {
      return Duration.ofSeconds(1);
    }
  }
}
