package banyan.proxy.fault;

/**
 * How much of a body may go out, and when the next piece: twenty pieces a second, so that a slow
 * body trickles and does not come in blocks. One thread at a time.
 */
final class Pace {
  private static final int PIECES_PER_SECOND = 20;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long bytesPerSecond;
  private boolean isBegun;
  private long freeNanos;

  Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** How long the next piece has to wait; 0 or less for not at all. */
  long waitNanos(long nowNanos) {
    return isBegun ? freeNanos - nowNanos : 0;
  }

  /** The size of the next piece, 1 byte at least. */
  int pieceBytes(int remaining) {
    long most = Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
    return (int) Math.min(remaining, most);
  }

  /** A piece goes out now. Time in which nothing was there to send is not made up for. */
  void sent(int bytes, long nowNanos) {
    long from = isBegun ? Math.max(freeNanos, nowNanos) : nowNanos;
    isBegun = true;
    freeNanos = from + bytes * NANOS_PER_SECOND / bytesPerSecond;
  }
}
