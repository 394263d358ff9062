package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The places that connections are handed out by. */
final class TurnsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final int CROWD = 50;
  private static final int TIMES = 20;

  @Test
  void sendsAwayWhoWaitsTooLong() throws SQLTransientConnectionException {
    Turns turns = new Turns(1, SHORT);
    turns.take();

    assertThatThrownBy(turns::take)
        .isInstanceOf(SQLTransientConnectionException.class)
        .hasMessageContaining("20 ms");
    turns.giveBack();
    turns.take();
  }

  @Test
  void servesInTheOrderOfComing() throws Exception {
    Turns turns = new Turns(1, LONG);
    turns.take();
    ConcurrentLinkedQueue<Integer> served = new ConcurrentLinkedQueue<>();
    List<Thread> waiting =
        IntStream.range(0, 3)
            .mapToObj(
                number -> {
                  Thread thread =
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                take(turns);
                                served.add(number);
                                turns.giveBack();
                              });
                  FreshDatabase.await().until(() -> thread.getState() == Thread.State.WAITING);
                  return thread;
                })
            .toList();

    turns.giveBack();

    for (Thread thread : waiting) {
      assertThat(thread.join(LONG)).isTrue();
    }
    assertThat(served).containsExactly(0, 1, 2);
  }

  @Test
  void letsNoMoreInThanThereArePlaces() {
    Turns turns = new Turns(2, LONG);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    CompletableFuture.allOf(
            IntStream.range(0, CROWD)
                .mapToObj(
                    _ ->
                        CompletableFuture.runAsync(
                            () -> {
                              for (int i = 0; i < TIMES; i++) {
                                take(turns);
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                inside.decrementAndGet();
                                turns.giveBack();
                              }
                            },
                            Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new))
        .join();

    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void letsAnInterruptedOneGoWithoutAPlace() throws Exception {
    Turns turns = new Turns(1, LONG);
    turns.take();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread waits =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    turns.take();
                  } catch (SQLTransientConnectionException e) {
                    failure.complete(e);
                  }
                });
    FreshDatabase.await().until(() -> waits.getState() == Thread.State.WAITING);

    waits.interrupt();

    assertThat(failure.get()).hasMessageContaining("interrupted");
    turns.giveBack();
    turns.take();
  }

  private static void take(Turns turns) {
    try {
      turns.take();
    } catch (SQLTransientConnectionException e) {
      throw new IllegalStateException(e);
    }
  }
}
