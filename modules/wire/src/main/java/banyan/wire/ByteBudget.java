package banyan.wire;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bytes that a process may hold in buffers at once. Whoever must hold a body leases its bytes
 * first, and does without when there are none left, which is counted by purpose. Any thread.
 */
public final class ByteBudget {
  private final long max;
  private final AtomicLong left;
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

  /**
   * @param max bytes in all
   */
  public ByteBudget(long max) {
    this.max = max;
    this.left = new AtomicLong(max);
  }

  public long max() {
    return max;
  }

  /** Bytes that nobody holds. */
  public long left() {
    return left.get();
  }

  /** Bytes that somebody holds. */
  public long held() {
    return max - left.get();
  }

  /** How often there were not enough bytes, by purpose. */
  public Map<String, Long> refused() {
    Map<String, Long> counts = new TreeMap<>();
    refused.forEach((purpose, count) -> counts.put(purpose, count.sum()));
    return counts;
  }

  /**
   * Leases bytes until the lease is closed; empty when fewer are left.
   *
   * @param purpose what they are for, in one word of the code: {@code adapter}, {@code retry}
   */
  public Optional<Lease> take(String purpose, long bytes) {
    return takeLeaving(0, purpose, bytes);
  }

  /** Leases bytes as {@link #take} does, for what may go without: so many stay for others. */
  public Optional<Lease> takeLeaving(long reserved, String purpose, long bytes) {
    long before = left.get();
    while (before - reserved >= bytes) {
      if (left.compareAndSet(before, before - bytes)) {
        return Optional.of(new Lease(bytes));
      }
      before = left.get();
    }
    refused.computeIfAbsent(purpose, _ -> new LongAdder()).increment();
    return Optional.empty();
  }

  /** Bytes that belong to one holder. Closing it again changes nothing. */
  public final class Lease implements AutoCloseable {
    private final AtomicLong bytes;

    private Lease(long bytes) {
      this.bytes = new AtomicLong(bytes);
    }

    /** Gives back what is beyond so many bytes. */
    public void keep(long most) {
      long before = bytes.getAndUpdate(held -> Math.min(held, most));
      left.addAndGet(before - Math.min(before, most));
    }

    @Override
    public void close() {
      left.addAndGet(bytes.getAndSet(0));
    }
  }
}
