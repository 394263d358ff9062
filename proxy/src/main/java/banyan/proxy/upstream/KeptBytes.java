package banyan.proxy.upstream;

import banyan.wire.ByteBudget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a body, kept so that it can be sent again: up to a limit whose bytes are leased
 * while it lives. A longer body is not kept at all. Any thread.
 */
final class KeptBytes {
  private final int bytesMax;
  private final ByteBudget.Lease lease;
  private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  KeptBytes(int bytesMax, ByteBudget.Lease lease) {
    this.bytesMax = bytesMax;
    this.lease = lease;
  }

  /** Keeps what is read next; the buffer stays as it is. */
  synchronized void add(ByteBuffer read) {
    if (bytes == null) {
      return;
    }
    if (read.remaining() > bytesMax - bytes.size()) {
      drop();
      return;
    }
    byte[] copy = new byte[read.remaining()];
    read.duplicate().get(copy);
    bytes.writeBytes(copy);
  }

  /** All that was read so far; null when it was too much. */
  synchronized byte @Nullable [] all() {
    return bytes == null ? null : bytes.toByteArray();
  }

  synchronized void drop() {
    bytes = null;
    lease.close();
  }
}
