package banyan.proxy.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.resilience.Bulkhead.Entry;
import banyan.proxy.resilience.Bulkhead.Waiter;
import banyan.testing.AtOnce;
import banyan.testing.TestSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who gets a place, who waits, and who is turned away. */
final class BulkheadTest {
  private static final Waiter NOBODY =
      () -> {
        throw new AssertionError("called, though it does not wait");
      };

  private final List<String> admitted = new ArrayList<>();

  @Test
  void admitsThenQueuesThenRefuses() {
    Bulkhead bulkhead = bulkhead(2, 1);
    assertThat(bulkhead.enter(NOBODY)).isEqualTo(Entry.ADMITTED);
    assertThat(bulkhead.enter(NOBODY)).isEqualTo(Entry.ADMITTED);
    assertThat(bulkhead.enter(waiter("a"))).isEqualTo(Entry.QUEUED);
    assertThat(bulkhead.enter(NOBODY)).isEqualTo(Entry.REFUSED);
    assertThat(bulkhead.enterIfFree()).isFalse();
  }

  @Test
  void callsWhoeverCameFirst() {
    Bulkhead bulkhead = bulkhead(1, 3);
    bulkhead.enter(NOBODY);
    for (String name : List.of("a", "b", "c")) {
      bulkhead.enter(waiter(name));
    }
    bulkhead.leave();
    assertThat(admitted).containsExactly("a");
    bulkhead.leave();
    bulkhead.leave();
    bulkhead.leave();
    assertThat(admitted).containsExactly("a", "b", "c");
    assertThat(bulkhead.inFlight()).isZero();
  }

  @Test
  void whoGivesUpIsNotCalled() {
    Bulkhead bulkhead = bulkhead(1, 2);
    bulkhead.enter(NOBODY);
    Waiter tired = waiter("tired");
    bulkhead.enter(tired);
    bulkhead.enter(waiter("patient"));
    assertThat(bulkhead.giveUp(tired)).isTrue();
    bulkhead.leave();
    assertThat(admitted).containsExactly("patient");
    assertThat(bulkhead.giveUp(tired)).as("again").isFalse();
  }

  @Test
  void moreRoomIsGivenOutAndLessIsWaitedFor() {
    Bulkhead bulkhead = bulkhead(1, 2);
    bulkhead.enter(NOBODY);
    bulkhead.enter(waiter("a"));
    bulkhead.resize(new InFlightPolicy(3, 2, Duration.ofSeconds(1)));
    assertThat(admitted).containsExactly("a");
    bulkhead.resize(new InFlightPolicy(1, 2, Duration.ofSeconds(1)));
    bulkhead.enter(waiter("b"));
    bulkhead.leave();
    assertThat(admitted).containsExactly("a");
    bulkhead.leave();
    assertThat(admitted).containsExactly("a", "b");
  }

  /** A long queue whose requests end at once is no deep stack. */
  @Test
  void aQueueOfShortRequestsIsWorkedOffInALoop() {
    int queue = 20_000;
    Bulkhead bulkhead = bulkhead(1, queue);
    AtomicInteger called = new AtomicInteger();
    bulkhead.enter(NOBODY);
    for (int i = 0; i < queue; i++) {
      bulkhead.enter(
          () -> {
            called.incrementAndGet();
            bulkhead.leave();
          });
    }
    bulkhead.leave();
    assertThat(called.get()).isEqualTo(queue);
    assertThat(bulkhead.inFlight()).isZero();
  }

  @Test
  void keepsItsLimitsForManyAtOnceAndLosesNobody() throws Exception {
    int each = TestSize.pick("entries a thread", 2_000, 20_000, 500_000);
    Bulkhead bulkhead = bulkhead(3, 5);
    AtomicInteger working = new AtomicInteger();
    AtomicInteger mostWorking = new AtomicInteger();
    AtomicInteger admissions = new AtomicInteger();
    AtomicInteger wanted = new AtomicInteger();
    AtomicInteger seeds = new AtomicInteger();
    AtOnce.run(
        4,
        () -> {
          Random random = new Random(seeds.incrementAndGet());
          for (int i = 0; i < each; i++) {
            Waiter waiter =
                () -> {
                  mostWorking.accumulateAndGet(working.incrementAndGet(), Math::max);
                  admissions.incrementAndGet();
                  working.decrementAndGet();
                  bulkhead.leave();
                };
            switch (bulkhead.enter(waiter)) {
              case ADMITTED -> {
                wanted.incrementAndGet();
                waiter.admitted();
              }
              case QUEUED -> {
                boolean hasLeft = random.nextInt(8) == 0 && bulkhead.giveUp(waiter);
                wanted.addAndGet(hasLeft ? 0 : 1);
              }
              case REFUSED -> {}
            }
          }
          return true;
        });
    assertThat(mostWorking.get()).isBetween(1, 3);
    assertThat(admissions.get()).isEqualTo(wanted.get());
    assertThat(bulkhead.inFlight()).isZero();
    assertThat(bulkhead.queued()).isZero();
  }

  private Waiter waiter(String name) {
    return () -> admitted.add(name);
  }

  private static Bulkhead bulkhead(int max, int queue) {
    return new Bulkhead(new InFlightPolicy(max, queue, Duration.ofSeconds(1)));
  }
}
