package banyan.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bytes that are kept as they come, up to a limit, and leased piece by piece from the budget of the
 * process while they are held. What may go without leaves a part of the budget to others. Any
 * thread.
 */
public final class LeasedBytes implements AutoCloseable {
  /** So many are leased at once. */
  static final int PIECE = 16 << 10;

  private final ByteBudget budget;
  private final String purpose;
  private final long reserved;
  private final int max;
  private final List<ByteBudget.Lease> leases = new ArrayList<>();
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
  private long leased;
  private boolean isOver;

  /** What became of a piece. */
  public enum Kept {
    WHOLE,
    /** Only what the limit allows: there was more. */
    TRUNCATED,
    /** Nothing: the process has no bytes left for it, or nobody wants them any more. */
    NOTHING
  }

  /**
   * Keeps nothing yet.
   *
   * @param reserved of the budget, for others
   * @param purpose what they are for, as for {@link ByteBudget#take}
   * @param max bytes at most
   */
  public LeasedBytes(ByteBudget budget, long reserved, String purpose, int max) {
    this.budget = budget;
    this.reserved = reserved;
    this.purpose = purpose;
    this.max = max;
  }

  /** Keeps a copy of what comes next; the buffer stays as it is. */
  public synchronized Kept add(ByteBuffer next) {
    int kept = Math.min(next.remaining(), max - bytes.size());
    if (isOver || !lease(bytes.size() + (long) kept)) {
      return Kept.NOTHING;
    }
    byte[] copy = new byte[kept];
    next.duplicate().get(copy);
    bytes.writeBytes(copy);
    return kept < next.remaining() ? Kept.TRUNCATED : Kept.WHOLE;
  }

  /** What was kept; nothing more is, and the bytes stay leased until the end. */
  public synchronized byte[] take() {
    byte[] taken = bytes.toByteArray();
    bytes = new ByteArrayOutputStream(0);
    isOver = true;
    return taken;
  }

  /** Gives everything back; again, it does nothing. */
  @Override
  public synchronized void close() {
    isOver = true;
    bytes = new ByteArrayOutputStream(0);
    leases.forEach(ByteBudget.Lease::close);
    leases.clear();
  }

  private boolean lease(long wanted) {
    if (wanted <= leased) {
      return true;
    }
    long more = Math.max(wanted - leased, Math.min(PIECE, max - leased));
    Optional<ByteBudget.Lease> lease = budget.takeLeaving(reserved, purpose, more);
    lease.ifPresent(leases::add);
    leased += lease.isPresent() ? more : 0;
    return lease.isPresent();
  }
}
