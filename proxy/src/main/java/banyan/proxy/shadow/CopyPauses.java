package banyan.proxy.shadow;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where copies were answered at greater length than is kept, and which therefore get none for a
 * while: such answers say little, and reading their beginnings over and over would take processor
 * and memory from clients. Behind the pause one copy tries. Each time it fails the next pause is
 * twice as long; once it goes well there is none. Any thread; those of clients, which ask alone,
 * never wait for the others.
 */
final class CopyPauses {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** Both sides of as many migrations as are known; further ones do not pause. */
  static final int MAX = 2 * CopyBudgets.MIGRATIONS_MAX;

  /** Changed by one thread at a time; a pause itself never changes. */
  private final Map<Way, Pause> pauses = new ConcurrentHashMap<>();

  /** Whose copies, and the side that they go to. */
  record Way(String migration, String side) {}

  /** How a copy went. */
  enum Went {
    WELL,
    TOO_LONG,
    /** Nothing that tells how long answers are. */
    OTHERWISE
  }

  /** Whether a copy may go there now; if so, {@link #ended} has to follow. */
  synchronized boolean admits(Way way, long nowNanos) {
    Pause pause = pauses.get(way);
    if (pause == null) {
      return true;
    }
    if (!pause.isOver(nowNanos)) {
      return false;
    }
    pauses.put(way, pause.tried(true));
    return true;
  }

  /** Whether one may, without beginning it; never waits. */
  boolean wouldAdmit(Way way, long nowNanos) {
    Pause pause = pauses.get(way);
    return pause == null || pause.isOver(nowNanos);
  }

  /** What a copy began before the pause, and ends within it, tells nothing new. */
  synchronized void ended(Way way, Went how, long nowNanos) {
    Pause pause = pauses.get(way);
    if (pause == null) {
      if (how == Went.TOO_LONG && pauses.size() < MAX) {
        pauses.put(way, Pause.from(nowNanos, FIRST));
      }
      return;
    }
    if (!pause.isTried) {
      return;
    }
    switch (how) {
      case WELL -> pauses.remove(way);
      case TOO_LONG -> pauses.put(way, Pause.from(nowNanos, pause.doubled()));
      case OTHERWISE -> pauses.put(way, pause.tried(false));
    }
  }

  /**
   * A pause.
   *
   * @param isTried whether a copy is under way behind it
   */
  private record Pause(long untilNanos, Duration length, boolean isTried) {
    static Pause from(long nowNanos, Duration length) {
      return new Pause(nowNanos + length.toNanos(), length, false);
    }

    /** Whether a copy may try. */
    boolean isOver(long nowNanos) {
      return !isTried && nowNanos - untilNanos >= 0;
    }

    Pause tried(boolean isTriedNow) {
      return new Pause(untilNanos, length, isTriedNow);
    }

    Duration doubled() {
      Duration twice = length.multipliedBy(2);
      return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }
  }
}
