package banyan.proxy.resilience;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The places for requests that are in work at once, and the queue before them: first come, first
 * served. What hangs behind one bulkhead does not take the whole ship down. Nobody is blocked; who
 * waits is called when a place is free. Any thread.
 */
public final class Bulkhead {
  private final Deque<Waiter> queue = new ArrayDeque<>();
  private final Deque<Waiter> called = new ArrayDeque<>();
  private InFlightPolicy policy;
  private int inFlight;
  private boolean isCalling;

  public Bulkhead(InFlightPolicy policy) {
    this.policy = policy;
  }

  /** Who waits for a place. Compared by identity. */
  @FunctionalInterface
  public interface Waiter {
    /** It has a place now. Must neither block nor throw. */
    void admitted();
  }

  /** What became of the wish for a place. */
  public enum Entry {
    ADMITTED,
    QUEUED,
    REFUSED
  }

  /** Takes a place, or queues up for one. */
  public synchronized Entry enter(Waiter waiter) {
    if (inFlight < policy.max() && queue.isEmpty()) {
      inFlight++;
      return Entry.ADMITTED;
    }
    if (queue.size() >= policy.queue()) {
      return Entry.REFUSED;
    }
    queue.addLast(waiter);
    return Entry.QUEUED;
  }

  /** Takes a place that nobody waits for; false where there is none. */
  public synchronized boolean enterIfFree() {
    boolean isFree = inFlight < policy.max() && queue.isEmpty();
    inFlight += isFree ? 1 : 0;
    return isFree;
  }

  /** Leaves the queue; false when it has been admitted, or soon will be. */
  public synchronized boolean giveUp(Waiter waiter) {
    return queue.removeFirstOccurrence(waiter);
  }

  /** Gives a place back, and calls who is next. */
  public void leave() {
    synchronized (this) {
      inFlight--;
    }
    callNext();
  }

  /** Changes the limits; who is in work stays. */
  public void resize(InFlightPolicy to) {
    synchronized (this) {
      policy = to;
    }
    callNext();
  }

  public synchronized int inFlight() {
    return inFlight;
  }

  public synchronized int queued() {
    return queue.size();
  }

  /** How long anybody waits in the queue. */
  public synchronized Duration waitMax() {
    return policy.waitMax();
  }

  synchronized InFlightPolicy policy() {
    return policy;
  }

  /**
   * Calls one after the other, in one thread at a time: who is called may leave at once, and a
   * queue must not become a stack.
   */
  private void callNext() {
    synchronized (this) {
      while (inFlight < policy.max() && !queue.isEmpty()) {
        inFlight++;
        called.addLast(queue.removeFirst());
      }
      if (isCalling || called.isEmpty()) {
        return;
      }
      isCalling = true;
    }
    for (Waiter next = nextCalled(); next != null; next = nextCalled()) {
      next.admitted();
    }
  }

  private synchronized @Nullable Waiter nextCalled() {
    Waiter next = called.pollFirst();
    isCalling = next != null;
    return next;
  }
}
