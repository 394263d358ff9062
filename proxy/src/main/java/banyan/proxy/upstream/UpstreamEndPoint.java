package banyan.proxy.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A socket to an upstream that tells a reset from an end. The library takes both for an end, and so
 * would take a body that ends with its connection for whole when it was cut off (RFC 9112 section
 * 8). Threads as the library's own.
 */
final class UpstreamEndPoint extends SocketChannelEndPoint {
  /** Whether the last read got less than it had room for, and nothing was selected since. */
  private volatile boolean isDrained;

  private volatile long idleTimeout;

  /** How often idleness is looked at, in ms; 0 until there is a time-out. */
  private volatile long idleLook;

  UpstreamEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  @Override
  public @Nullable Runnable onSelected() {
    isDrained = false;
    return super.onSelected();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    if (isInputShutdown()) {
      return -1;
    }
    if (isDrained) {
      return 0;
    }
    int position = BufferUtil.flipToFill(buffer);
    try {
      int filled = getChannel().read(buffer);
      if (filled > 0) {
        notIdle();
      } else if (filled < 0) {
        shutdownInput();
      }
      isDrained = filled >= 0 && buffer.hasRemaining();
      return filled;
    } finally {
      BufferUtil.flipToFlush(buffer, position);
    }
  }

  /** A head comes with empty pieces behind it; alone it is written, and needs no gathering. */
  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    ByteBuffer only = only(buffers);
    if (only == null) {
      return super.flush(buffers);
    }
    try {
      if (getChannel().write(only) > 0) {
        notIdle();
      }
    } catch (IOException e) {
      throw new EofException(e);
    }
    return !only.hasRemaining();
  }

  /** The one piece that has bytes; null when none or several have. */
  private static @Nullable ByteBuffer only(ByteBuffer... buffers) {
    ByteBuffer only = null;
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        if (only != null) {
          return null;
        }
        only = buffer;
      }
    }
    return only;
  }

  @Override
  public long getIdleTimeout() {
    return idleTimeout;
  }

  /**
   * Each request has a time-out of its own, behind which that of an unused connection comes back.
   * The library would set its timer anew for that; here it goes on to look as often as the shortest
   * of them asks for.
   */
  @Override
  public void setIdleTimeout(long millis) {
    idleTimeout = millis;
    if (millis > 0 && (idleLook == 0 || millis < idleLook)) {
      idleLook = millis;
      super.setIdleTimeout(millis);
    }
  }

  @Override
  protected long checkIdleTimeout() {
    long left = super.checkIdleTimeout();
    return left > 0 ? Math.min(left, idleLook) : left == 0 ? idleLook : left;
  }
}
