package banyan.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.platform.calls.CommandKey;
import banyan.platform.idempotency.Keys;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The keys of commands between contexts, against a real PostgreSQL. */
final class CommandKeysTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose private static final ThrowawayDatabase DATABASE = ThrowawayDatabase.of("keyed");

  private final Keys keys = new Keys(InstantSource.system());
  private final CommandKey key = new CommandKey(UUID.randomUUID() + "/write");

  /** A request and a result of a command. */
  public record Note(String text) {}

  @Test
  void givesTheStoredResultToWhoeverRepeatsTheCommand() {
    long before = notes();
    Note first = write(arrival("ada", PATIENCE), "milk", () -> new Note("first"));
    Note second = write(arrival("recovery", PATIENCE), "milk", () -> new Note("second"));

    assertThat(second).isEqualTo(first);
    assertThat(notes()).isEqualTo(before + 1);
  }

  @Test
  void refusesTheKeyOfAnotherRequest() {
    write(arrival("ada", PATIENCE), "milk", () -> new Note("first"));

    assertThatThrownBy(() -> write(arrival("ada", PATIENCE), "bread", () -> new Note("second")))
        .hasMessageContaining("idempotency-key-reused");
  }

  @Test
  void waitsForTheFirstCallAndTakesItsResult() throws Exception {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Note> first =
          threads.submit(
              () ->
                  write(
                      arrival("ada", PATIENCE),
                      "milk",
                      () -> {
                        begun.countDown();
                        join(mayEnd);
                        return new Note("first");
                      }));
      begun.await();
      List<Future<Note>> others = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        others.add(
            threads.submit(() -> write(arrival("ada", PATIENCE), "milk", () -> new Note("other"))));
      }
      mayEnd.countDown();
      assertThat(first.get()).isEqualTo(new Note("first"));
      for (Future<Note> other : others) {
        assertThat(other.get()).isEqualTo(new Note("first"));
      }
    }
  }

  @Test
  void refusesToWaitBeyondTheDeadline() throws Exception {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Note> first =
          threads.submit(
              () ->
                  write(
                      arrival("ada", PATIENCE),
                      "milk",
                      () -> {
                        begun.countDown();
                        join(mayEnd);
                        return new Note("first");
                      }));
      begun.await();
      assertThatThrownBy(
              () ->
                  write(arrival("ada", Duration.ofMillis(50)), "milk", () -> new Note("impatient")))
          .hasMessageContaining("idempotency-key-in-flight");
      mayEnd.countDown();
      assertThat(first.get()).isEqualTo(new Note("first"));
    }
  }

  private Note write(Arrival arrival, String text, Supplier<Note> result) {
    return keys.once(
        arrival,
        "keyed/write",
        key,
        new Note(text),
        Note.class,
        DATABASE.context("keyed"),
        handle -> {
          handle.execute("INSERT INTO notes (text) VALUES (?)", text);
          return result.get();
        });
  }

  private static Arrival arrival(String principal, Duration time) {
    return new Arrival(new Caller("main", principal, Set.of()), "request-1", Deadline.in(time));
  }

  private static long notes() {
    return DATABASE
        .context("keyed")
        .read(
            "main",
            handle -> handle.createQuery("SELECT count(*) FROM notes").mapTo(Long.class).one());
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
