package banyan.proxy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.AtOnce;
import banyan.testing.TestSize;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ReportQueueTest {
  @Test
  void givesBackInOrder() {
    ReportQueue queue = new ReportQueue(4);
    for (int i = 0; i < 20; i++) {
      queue.put(report("a", 2 * i));
      queue.put(report("a", 2 * i + 1));
      assertThat(queue.take()).isEqualTo(report("a", 2 * i));
      assertThat(queue.take()).isEqualTo(report("a", 2 * i + 1));
      assertThat(queue.take()).isNull();
    }
    assertThat(queue.lost()).isZero();
  }

  @Test
  void losesAndCountsWhatFindsNoPlace() {
    ReportQueue queue = new ReportQueue(4);
    for (int i = 0; i < 7; i++) {
      queue.put(report("a", i));
    }
    assertThat(queue.lost()).isEqualTo(3);
    for (int i = 0; i < 4; i++) {
      assertThat(queue.take()).isEqualTo(report("a", i));
    }
    queue.put(report("a", 7));
    assertThat(queue.take()).isEqualTo(report("a", 7));
  }

  /** Each sender's reports arrive in its order; what does not arrive was counted. */
  @Test
  void manyPutWhileOneTakes() throws Exception {
    int each = TestSize.pick("reports of each sender", 5_000, 50_000, 2_000_000);
    int senders = 3;
    ReportQueue queue = new ReportQueue(64);
    AtomicInteger names = new AtomicInteger();
    AtomicInteger sending = new AtomicInteger(senders);
    AtomicLong taken = new AtomicLong();
    Map<String, Long> last = new HashMap<>();
    AtOnce.run(
        senders + 1,
        () -> {
          int name = names.getAndIncrement();
          if (name == senders) {
            boolean isOver = false;
            while (!isOver) {
              isOver = sending.get() == 0;
              for (Report report = queue.take(); report != null; report = queue.take()) {
                taken.incrementAndGet();
                long number = ((Report.Compared) report).compared();
                Long before = last.put(report.migration(), number);
                assertThat(before == null || before < number).isTrue();
              }
              Thread.onSpinWait();
            }
            return name;
          }
          for (int i = 0; i < each; i++) {
            queue.put(report(Integer.toString(name), i));
          }
          sending.decrementAndGet();
          return name;
        });

    assertThat(taken.get() + queue.lost()).isEqualTo((long) senders * each);
    assertThat(last).isNotEmpty();
  }

  private static Report report(String migration, long number) {
    return new Report.Compared(migration, number, 0);
  }
}
