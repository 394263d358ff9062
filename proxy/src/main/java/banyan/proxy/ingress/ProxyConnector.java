package banyan.proxy.ingress;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Accepts clients' sockets, which can be watched, and lends its selectors to who opens sockets to
 * upstreams: what a client asks and what an upstream answers is then read by one thread, and
 * neither has to wake another. Any thread.
 */
public final class ProxyConnector extends ServerConnector {
  /** A selector reads and the chain runs on its thread; one for each two processors is plenty. */
  private static final int ACCEPTORS = 1;

  private final boolean isEncrypted;
  private final Runnable roundEnd;

  /**
   * @param isEncrypted whether its sockets carry TLS
   * @param roundEnd run whenever a selector is about to wait
   */
  ProxyConnector(
      Server server, boolean isEncrypted, Runnable roundEnd, ConnectionFactory... protocols) {
    super(
        server, new InPlaceExecutor(server.getThreadPool()), null, null, ACCEPTORS, -1, protocols);
    this.isEncrypted = isEncrypted;
    this.roundEnd = roundEnd;
  }

  /** Who opens sockets on selectors that are not its own, and makes of them what it wants. */
  public interface Guest {
    EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key);

    Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment)
        throws IOException;

    void connectionOpened(Connection connection, Object attachment);

    void connectionFailed(SelectableChannel channel, Throwable failure, Object attachment);
  }

  /** Waits for a guest's socket to be connected, then serves it. */
  public void connect(SelectableChannel channel, Map<String, Object> attachment, Guest guest) {
    attachment.put(Guest.class.getName(), guest);
    getSelectorManager().connect(channel, attachment);
  }

  /** Serves a guest's socket that is connected already. */
  public void accept(SelectableChannel channel, Map<String, Object> attachment, Guest guest) {
    attachment.put(Guest.class.getName(), guest);
    ((SharedSelectors) getSelectorManager()).acceptOfGuest(channel, attachment);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    var socket =
        new ClientEndPoint(
            channel, selector, key, getScheduler(), getServer().getThreadPool(), isEncrypted);
    socket.setIdleTimeout(getIdleTimeout());
    return socket;
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new SharedSelectors(executor, scheduler, selectors);
  }

  private final class SharedSelectors extends ServerConnectorManager {
    /** Sockets of guests on their way in, which no limit of clients counts. */
    private final Set<SelectableChannel> arriving = ConcurrentHashMap.newKeySet();

    SharedSelectors(Executor executor, Scheduler scheduler, int selectors) {
      super(executor, scheduler, selectors);
    }

    @Override
    protected ManagedSelector newSelector(int id) {
      return new RoundSelector(this, id, roundEnd);
    }

    void acceptOfGuest(SelectableChannel channel, Object attachment) {
      arriving.add(channel);
      accept(channel, attachment);
    }

    @Override
    protected void onAccepting(SelectableChannel channel) {
      if (!arriving.contains(channel)) {
        super.onAccepting(channel);
      }
    }

    @Override
    protected void onAccepted(SelectableChannel channel) {
      if (!arriving.remove(channel)) {
        super.onAccepted(channel);
      }
    }

    @Override
    protected void onAcceptFailed(SelectableChannel channel, Throwable cause) {
      if (!arriving.remove(channel)) {
        super.onAcceptFailed(channel, cause);
      }
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SelectableChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
      Visit visit = visit(key.attachment());
      return visit == null
          ? super.newEndPoint(channel, selector, key)
          : (SocketChannelEndPoint) visit.guest().newEndPoint(channel, selector, key);
    }

    @Override
    public Connection newConnection(
        SelectableChannel channel, EndPoint endPoint, @Nullable Object attachment)
        throws IOException {
      Visit visit = visit(attachment);
      return visit == null
          ? super.newConnection(channel, endPoint, attachment)
          : visit.guest().newConnection(channel, endPoint, visit.context());
    }

    @Override
    public void connectionOpened(Connection connection, @Nullable Object attachment) {
      Visit visit = visit(attachment);
      if (visit == null) {
        super.connectionOpened(connection, attachment);
      } else {
        visit.guest().connectionOpened(connection, visit.context());
      }
    }

    @Override
    protected void connectionFailed(
        SelectableChannel channel, Throwable failure, @Nullable Object attachment) {
      Visit visit = visit(attachment);
      if (visit == null) {
        super.connectionFailed(channel, failure, attachment);
      } else {
        visit.guest().connectionFailed(channel, failure, visit.context());
      }
    }

    /** A stop waits for clients' sockets alone. */
    @Override
    protected void endPointOpened(EndPoint endPoint) {
      if (endPoint instanceof ClientEndPoint) {
        super.endPointOpened(endPoint);
      }
    }

    @Override
    protected void endPointClosed(EndPoint endPoint) {
      if (endPoint instanceof ClientEndPoint) {
        super.endPointClosed(endPoint);
      }
    }

    private static @Nullable Visit visit(@Nullable Object attachment) {
      return attachment instanceof Map<?, ?> context
              && context.get(Guest.class.getName()) instanceof Guest guest
          ? new Visit(guest, context)
          : null;
    }
  }

  /** What a socket of a guest carries. */
  private record Visit(Guest guest, Object context) {}
}
