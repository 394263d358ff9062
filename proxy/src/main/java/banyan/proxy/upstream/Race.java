package banyan.proxy.upstream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which attempts of one request are under way, and whether its end is decided. It is decided once:
 * by the attempt that wins, or by whoever ends the request when no attempt is left. Any thread: an
 * answer, a failure, an alarm and a client that leaves may come at the same moment.
 */
final class Race {
  /** Two at most: one, and its hedge. */
  private final List<Attempt> running = new ArrayList<>(2);

  private @Nullable Attempt winner;
  private boolean isOver;

  /** An attempt is about to be sent; false when it need not be any more. */
  synchronized boolean enter(Attempt attempt) {
    if (!isOver) {
      running.add(attempt);
    }
    return !isOver;
  }

  /** An attempt has failed; true when it was the last one, and something must be done. */
  synchronized boolean leave(Attempt attempt) {
    boolean wasRunning = running.remove(attempt);
    return wasRunning && running.isEmpty() && !isOver;
  }

  /** An attempt has an answer; true when it is the one that the client gets. */
  synchronized boolean win(Attempt attempt) {
    boolean isFirst = !isOver && running.remove(attempt);
    if (isFirst) {
      isOver = true;
      winner = attempt;
    }
    return isFirst;
  }

  /** Decides the end without an answer; false when it is decided, or an attempt is under way. */
  synchronized boolean endIfIdle() {
    boolean isMine = !isOver && running.isEmpty();
    isOver |= isMine;
    return isMine;
  }

  synchronized boolean isOver() {
    return isOver;
  }

  /** The attempts under way, without the one that has won. */
  synchronized List<Attempt> running() {
    return List.copyOf(running);
  }

  /** All that still hold a connection: the attempts under way, and the one that has won. */
  synchronized List<Attempt> open() {
    List<Attempt> open = new ArrayList<>(running);
    if (winner != null) {
      open.add(winner);
    }
    return open;
  }

  /** The attempt that is under way alone; null when there is none, or two. */
  synchronized @Nullable Attempt only() {
    return !isOver && running.size() == 1 ? running.getFirst() : null;
  }
}
