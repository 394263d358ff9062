package banyan.proxy.upstream;

import banyan.proxy.ingress.ProxyConnector;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Opens sockets that tell a reset from an end, on the selectors of the listener: a thread that
 * reads a request reads its answer, too. Threads as the library's own.
 */
final class UpstreamConnector extends ClientConnector {
  private final @Nullable ProxyConnector host;

  /**
   * @param host whose selectors it uses; null where there is none, and it has one of its own
   */
  UpstreamConnector(@Nullable ProxyConnector host) {
    this.host = host;
    setSelectors(1);
  }

  @Override
  protected EndPoint newEndPoint(
      SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
    return channel instanceof SocketChannel socket
        ? new UpstreamEndPoint(socket, selector, key, getScheduler())
        : super.newEndPoint(channel, selector, key);
  }

  @Override
  protected SelectorManager newSelectorManager() {
    return host == null
        ? super.newSelectorManager()
        : new LentSelectors(host, getExecutor(), getScheduler());
  }

  /** Has no selectors of its own, so it starts none: it only sends sockets to those of the host. */
  private final class LentSelectors extends ClientSelectorManager implements ProxyConnector.Guest {
    private final ProxyConnector host;

    LentSelectors(ProxyConnector host, Executor executor, Scheduler scheduler) {
      super(executor, scheduler, 1);
      this.host = host;
    }

    @Override
    protected void doStart() {}

    @Override
    public void connect(SelectableChannel channel, Object attachment) {
      host.connect(channel, context(attachment), this);
    }

    @Override
    public void accept(SelectableChannel channel, Object attachment) {
      host.accept(channel, context(attachment), this);
    }

    @Override
    public EndPoint newEndPoint(
        SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
      return super.newEndPoint(channel, selector, key);
    }

    @Override
    public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment)
        throws IOException {
      return super.newConnection(channel, endPoint, attachment);
    }

    @Override
    public void connectionFailed(SelectableChannel channel, Throwable failure, Object attachment) {
      super.connectionFailed(channel, failure, attachment);
    }

    @SuppressWarnings("unchecked") // the library makes it, of this type
    private static Map<String, Object> context(Object attachment) {
      return (Map<String, Object>) attachment;
    }
  }
}
