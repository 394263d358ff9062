package banyan.proxy.shadow;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Answered requests, on their way to the thread that copies. Those who answer clients offer, and
 * take no lock: the other side {@linkplain Niceness stands back}, and could hold one for long. Any
 * thread.
 */
final class CopyQueue<T> {
  private final int max;
  private final TransferQueue<T> waiting = new LinkedTransferQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  /**
   * An empty one.
   *
   * @param max so many wait at most
   */
  CopyQueue(int max) {
    this.max = max;
  }

  boolean isFull() {
    return count.get() >= max;
  }

  /** False when there is no place. */
  boolean offer(T answered) {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      return false;
    }
    return waiting.offer(answered);
  }

  /** Waits for the next one. */
  T take() throws InterruptedException {
    T next = waiting.take();
    count.decrementAndGet();
    return next;
  }

  /** The next one; null when there is none. */
  @Nullable T poll() {
    T next = waiting.poll();
    if (next != null) {
      count.decrementAndGet();
    }
    return next;
  }
}
