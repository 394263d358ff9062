package banyan.proxy.ingress;

import java.util.function.LongSupplier;
import org.eclipse.jetty.io.RateControl;

/**
 * How many frames that bring no request forward one HTTP/2 connection may send: resets, PING,
 * SETTINGS, PRIORITY, CONTINUATION, empty DATA, malformed heads and frames of closed streams; and
 * how many resets it may make us send (RFC 9113 section 10.5; rapid reset is CVE-2023-44487,
 * MadeYouReset CVE-2025-8671).
 *
 * <p>A bucket: it fills with time and with every request that is answered whole. So a client that
 * makes many requests may also cancel many, and one that only cancels is cut off soon. Any thread.
 */
final class FrameBudget implements RateControl {
  /** What a new connection may spend before it has been answered anything. */
  static final int START = 256;

  /** What can be saved up, so that a long good life buys no long flood. */
  static final int SAVED_MAX = 2_048;

  /** What time brings. */
  static final int PER_SECOND = 100;

  /** What an answer brings: a client may reset a stream, and update its window, once it closed. */
  static final int PER_ANSWER = 4;

  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanoTime;
  private long filledAt;
  private double left = START;

  FrameBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.filledAt = nanoTime.getAsLong();
  }

  /** Spends one; false when nothing is left, and the connection is to end. */
  @Override
  public synchronized boolean onEvent(Object frame) {
    long now = nanoTime.getAsLong();
    double brought = (now - filledAt) / NANOS_PER_SECOND * PER_SECOND;
    // Time alone never brings more than the start: only answers save up.
    left = Math.max(left, Math.min(left + brought, START));
    filledAt = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }

  /** A request of the connection was answered to its last byte. */
  synchronized void answered() {
    left = Math.min(left + PER_ANSWER, SAVED_MAX);
  }
}
