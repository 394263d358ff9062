package banyan.proxy.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
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
}
