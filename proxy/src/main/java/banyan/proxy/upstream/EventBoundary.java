package banyan.proxy.upstream;

import java.nio.ByteBuffer;

/**
 * Tells whether a stream of events stands between two of them: at its beginning, or behind an empty
 * line (HTML, section 9.2.5). A line ends with CR, with LF or with both. One thread at a time.
 */
final class EventBoundary {
  /** Two line ends show in the last three octets, however they are written. */
  private static final int OCTETS_THAT_TELL = 3;

  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private byte last = LF;

  /** What came before the last octet, or before the last line end. */
  private byte before = LF;

  /** Hears of octets that go out; reads them and leaves them. */
  void passed(ByteBuffer octets) {
    int start = Math.max(octets.position(), octets.limit() - OCTETS_THAT_TELL);
    for (int i = start; i < octets.limit(); i++) {
      byte octet = octets.get(i);
      boolean isSecondHalf = octet == LF && last == CR;
      before = isSecondHalf ? before : last;
      last = octet;
    }
  }

  boolean isHere() {
    return isLineEnd(last) && isLineEnd(before);
  }

  private static boolean isLineEnd(byte octet) {
    return octet == CR || octet == LF;
  }
}
