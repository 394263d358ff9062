package banyan.wire;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that a process may hold in buffers at once. Whoever must hold a body leases its bytes
 * first, and does without when there are none left. Any thread.
 */
public final class ByteBudget {
  private final long max;
  private final AtomicLong left;

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

  /** Leases bytes until the lease is closed; empty when fewer are left. */
  public Optional<Lease> take(long bytes) {
    long before = left.get();
    while (before >= bytes) {
      if (left.compareAndSet(before, before - bytes)) {
        return Optional.of(new Lease(bytes));
      }
      before = left.get();
    }
    return Optional.empty();
  }

  /** Bytes that belong to one holder. Closing it again changes nothing. */
  public final class Lease implements AutoCloseable {
    private final long bytes;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Lease(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public void close() {
      if (isClosed.compareAndSet(false, true)) {
        left.addAndGet(bytes);
      }
    }
  }
}
