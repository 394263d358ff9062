package banyan.app.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How a client writes: with a key, and again with the same one as long as it does not know what
 * came of it. Any thread.
 */
final class Insistence {
  /** No outage of the show lasts as long. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ShopDoor door;
  private final Waiting waiting;

  Insistence(ShopDoor door, Waiting waiting) {
    this.door = door;
    this.waiting = waiting;
  }

  /**
   * A change that is sent until it is decided.
   *
   * @param amount as in {@link Write}
   * @param repeats whether to send it once more after it was acknowledged
   */
  record Wish(
      Kind kind,
      String key,
      String subject,
      long amount,
      String path,
      String body,
      boolean repeats) {}

  /** Sends it until it is decided; the last answer. */
  Answered write(Wish wish, Journal journal) {
    var began = door.clock().instant();
    List<String> answers = new ArrayList<>();
    int turns = 1;
    Answered last = send(wish, turns);
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean isOver = false;
    while (!isOver) {
      if (last.isGood()) {
        answers.add(last.location());
      }
      boolean isWanted =
          last.isUndecided() || (wish.repeats() && last.isGood() && answers.size() == 1);
      isOver = !isWanted || isTooLate(end) || (last.isUndecided() && waiting.pause(PAUSE));
      if (!isOver) {
        turns++;
        last = send(wish, turns);
      }
    }
    journal.add(
        new Write(
            wish.kind(),
            wish.key(),
            wish.subject(),
            wish.amount(),
            began,
            door.clock().instant(),
            answers));
    return last;
  }

  /** Does something until it is so, as patiently as a keyed write; whether it came to that. */
  boolean until(IntFunction<Boolean> attempt) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int turn = 1; !isTooLate(end); turn++) {
      if (attempt.apply(turn)) {
        return true;
      }
      if (waiting.pause(PAUSE)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isTooLate(long end) {
    return System.nanoTime() - end > 0;
  }

  private Answered send(Wish wish, int turn) {
    return door.send(
        new ShopDoor.Asked(
            wish.kind(),
            turn,
            wish.subject(),
            "POST",
            wish.path(),
            Map.of("Idempotency-Key", wish.key()),
            wish.body()),
        Answered::location);
  }
}
