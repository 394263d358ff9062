package banyan.proxy.shadow;

import java.util.Arrays;

/**
 * Cuts two streams of events to what can be compared. A stream that was left before its end says
 * nothing of what came behind, nor of the event that it was left in; so both are cut to as many
 * events as both have whole. Pure functions.
 */
final class EventPrefix {
  private EventPrefix() {}

  /** How many events a stream has whole: an empty line ends each (HTML, section 9.2.6). */
  static int events(byte[] stream) {
    int events = 0;
    for (int end = next(stream, 0); end >= 0; end = next(stream, end)) {
      events++;
    }
    return events;
  }

  /** The first events of a stream. */
  static byte[] first(byte[] stream, int events) {
    int end = 0;
    for (int i = 0; i < events; i++) {
      int next = next(stream, end);
      if (next < 0) {
        break;
      }
      end = next;
    }
    return Arrays.copyOf(stream, end);
  }

  /** Behind the empty line that ends the event at a place; -1 where there is none. */
  private static int next(byte[] stream, int from) {
    boolean isLineEmpty = true;
    boolean hasLine = false;
    for (int i = from; i < stream.length; i++) {
      boolean isReturn = stream[i] == '\r';
      if (!isReturn && stream[i] != '\n') {
        isLineEmpty = false;
        continue;
      }
      int end = isReturn && i + 1 < stream.length && stream[i + 1] == '\n' ? i + 2 : i + 1;
      if (isLineEmpty && hasLine) {
        return end;
      }
      hasLine = hasLine || !isLineEmpty;
      isLineEmpty = true;
      i = end - 1;
    }
    return -1;
  }
}
