package banyan.proxy.ingress;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The connections that clients hold open. Idle time-outs count bytes, so a client that drips one
 * now and then would keep its place for ever: here the time counts that a connection spends between
 * two requests. Nor may one address take all places. Any thread.
 */
final class OpenConnections extends AbstractLifeCycle implements Connection.Listener {
  /** Time between two looks; a limit is overstepped by this at most. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** A connection may be unused for so long when the server stops. */
  private static final Duration UNUSED_WHEN_STOPPING = Duration.ofMillis(500);

  /**
   * How long a connection may be between requests.
   *
   * @param head from the first byte of a request to the end of its head
   * @param unused without an open stream, where streams share a connection
   * @param perAddress connections of one untrusted address; 0 for any number
   */
  record Limits(Duration head, Duration unused, int perAddress) {}

  private final Limits limits;
  private final TrustedPeers trusted;
  private final Scheduler scheduler;
  private final Map<Connection, OpenConnection> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
  private volatile @Nullable Duration unusedMax;
  private volatile Scheduler.Task nextLook = () -> false;

  OpenConnections(Limits limits, TrustedPeers trusted, Scheduler scheduler) {
    this.limits = limits;
    this.trusted = trusted;
    this.scheduler = scheduler;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof NegotiatingServerConnection) {
      // Between the handshake of TLS and the protocol that it chose: either is looked at.
      return;
    }
    OpenConnection opened = new OpenConnection(connection);
    open.put(connection, opened);
    if (opened.isWithinTls()) {
      opened.transport().map(open::get).ifPresent(OpenConnection::shakenHands);
      return;
    }
    int count = byAddress.merge(opened.address(), 1, Integer::sum);
    boolean isTooMany = limits.perAddress() > 0 && count > limits.perAddress();
    if (isTooMany && !trusted.contains(opened.address())) {
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    OpenConnection closed = open.remove(connection);
    if (closed != null && !closed.isWithinTls()) {
      byAddress.computeIfPresent(closed.address(), (_, count) -> count > 1 ? count - 1 : null);
    }
  }

  /**
   * A request is in work until it is answered to its last byte.
   *
   * @return what tells that it is
   */
  Runnable began(Request request) {
    OpenConnection used = open.get(request.getConnectionMetaData().getConnection());
    if (used == null) {
      return () -> {};
    }
    used.began();
    return used::ended;
  }

  /** Lets go of those that no request uses, from now on; the others close behind their answers. */
  void letUnusedGo() {
    unusedMax = UNUSED_WHEN_STOPPING;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lookLater();
  }

  @Override
  protected void doStop() throws Exception {
    nextLook.cancel();
    super.doStop();
  }

  private void lookLater() {
    nextLook = scheduler.schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      long now = System.nanoTime();
      for (OpenConnection connection : open.values()) {
        connection.closeIfTooSlow(limits, unusedMax, now);
        connection.lookForClient();
      }
    } finally {
      if (isRunning()) {
        lookLater();
      }
    }
  }
}
