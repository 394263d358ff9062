package banyan.proxy.tunnel;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a tunnel: what one end sends is written to the other, and only then is more
 * read, so a slow reader slows the sender and nothing piles up. While nothing comes it holds no
 * buffer. Ends when its sender has ended, which the other end is told. One thread at a time.
 */
final class TunnelCopy extends IteratingCallback {
  /** What one direction holds at most. */
  static final int BUFFER_BYTES = 16 * 1024;

  private final EndPoint source;
  private final EndPoint sink;
  private final ByteBufferPool buffers;
  private final Ending ending;
  private @Nullable RetainableByteBuffer buffer;
  private @Nullable ByteBuffer early;
  private final AtomicLong count = new AtomicLong();
  private volatile boolean hasSourceEnded;

  TunnelCopy(EndPoint source, EndPoint sink, ByteBufferPool buffers, Ending ending) {
    this.source = source;
    this.sink = sink;
    this.buffers = buffers;
    this.ending = ending;
  }

  /** Hears of what passes, and once of the end. */
  interface Ending {
    void moved();

    void copied();

    void failed(Throwable cause);
  }

  /** Bytes that came behind the head, and so before this copy began. */
  void early(ByteBuffer bytes) {
    early = bytes;
  }

  /** Bytes that have passed. */
  long count() {
    return count.get();
  }

  /** Whether the sender has said its last word. */
  boolean hasSourceEnded() {
    return hasSourceEnded;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  protected Action process() throws Throwable {
    ByteBuffer first = early;
    if (first != null) {
      early = null;
      return write(first);
    }
    RetainableByteBuffer room = buffer == null ? buffers.acquire(BUFFER_BYTES, true) : buffer;
    buffer = room;
    BufferUtil.clear(room.getByteBuffer());
    int filled = source.fill(room.getByteBuffer());
    if (filled > 0) {
      return write(room.getByteBuffer());
    }
    release();
    if (filled < 0) {
      hasSourceEnded = true;
      sink.shutdownOutput();
      return Action.SUCCEEDED;
    }
    source.fillInterested(
        Callback.from(InvocationType.NON_BLOCKING, this::succeeded, this::failed));
    return Action.SCHEDULED;
  }

  private Action write(ByteBuffer bytes) {
    count.addAndGet(bytes.remaining());
    ending.moved();
    sink.write(this, bytes);
    return Action.SCHEDULED;
  }

  @Override
  protected void onSuccess() {
    ending.moved();
  }

  @Override
  protected void onCompleteSuccess() {
    ending.copied();
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    release();
    ending.failed(cause);
  }

  private void release() {
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }
}
