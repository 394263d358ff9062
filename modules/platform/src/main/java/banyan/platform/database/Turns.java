package banyan.platform.database;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Places that a number of threads may have at once, first come, first served. Any thread; blocks.
 *
 * <p>A wait has no timer of its own, which on a virtual thread would wake another thread at its
 * start and at its end. While somebody waits, one thread looks for those that have waited too long,
 * {@value #LOOKS} times within the longest wait. How many wait has no limit here: each is a request
 * in work, whose number has one.
 */
final class Turns {
  private static final int LOOKS = 20;

  private final Duration wait;
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private int free;
  private boolean isWatched;

  /** One thread that waits. */
  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private final long since = System.nanoTime();
    private volatile State state = State.WAITING;
  }

  private enum State {
    WAITING,
    SERVED,
    SENT_AWAY
  }

  /**
   * Places that are all free.
   *
   * @param wait the longest for a place
   */
  Turns(int places, Duration wait) {
    this.free = places;
    this.wait = wait;
  }

  /** Takes a place; fails when none was free for too long, or the thread is interrupted. */
  void take() throws SQLTransientConnectionException {
    Waiter waiter;
    synchronized (this) {
      if (free > 0) {
        free--;
        return;
      }
      waiter = new Waiter();
      waiters.add(waiter);
      watch();
    }
    while (waiter.state == State.WAITING) {
      LockSupport.park(this);
      if (Thread.currentThread().isInterrupted() && leaves(waiter)) {
        throw new SQLTransientConnectionException("interrupted in the wait for a connection");
      }
    }
    if (waiter.state == State.SENT_AWAY) {
      throw new SQLTransientConnectionException(
          "every connection was taken for " + wait.toMillis() + " ms");
    }
  }

  /** Gives a place back: to who waits longest, if anybody does. */
  synchronized void giveBack() {
    Waiter next = waiters.poll();
    if (next == null) {
      free++;
    } else {
      tell(next, State.SERVED);
    }
  }

  private synchronized boolean leaves(Waiter waiter) {
    return waiters.remove(waiter);
  }

  private synchronized void watch() {
    if (!isWatched) {
      isWatched = true;
      Thread.ofVirtual().name("turns").start(this::lookWhileSomebodyWaits);
    }
  }

  private void lookWhileSomebodyWaits() {
    boolean isNeeded = true;
    while (isNeeded) {
      LockSupport.parkNanos(this, wait.toNanos() / LOOKS);
      isNeeded = sendAway();
    }
  }

  /** Sends those away that have waited too long; whether others are left. */
  private synchronized boolean sendAway() {
    long now = System.nanoTime();
    while (!waiters.isEmpty() && now - waiters.peek().since >= wait.toNanos()) {
      tell(waiters.remove(), State.SENT_AWAY);
    }
    isWatched = !waiters.isEmpty();
    return isWatched;
  }

  private static void tell(Waiter waiter, State state) {
    waiter.state = state;
    LockSupport.unpark(waiter.thread);
  }
}
