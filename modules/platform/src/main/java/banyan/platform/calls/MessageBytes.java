package banyan.platform.calls;

import java.io.ByteArrayOutputStream;

/** The bytes of one message while it is written; more than the limit is a {@link WireFault}. */
final class MessageBytes extends ByteArrayOutputStream {
  private final int max;

  MessageBytes(int max) {
    this.max = max;
  }

  static String tooLarge(int max) {
    return "is larger than " + max + " bytes; ask for less at a time";
  }

  @Override
  public synchronized void write(int octet) {
    limit(1);
    super.write(octet);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    limit(length);
    super.write(bytes, from, length);
  }

  private void limit(int more) {
    if (count + more > max) {
      throw WireFault.of(tooLarge(max));
    }
  }
}
