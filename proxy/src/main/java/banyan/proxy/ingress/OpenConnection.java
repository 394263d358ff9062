package banyan.proxy.ingress;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.jspecify.annotations.Nullable;

/** One client connection: whether requests use it, and since when none does. Any thread. */
final class OpenConnection {
  private final Connection connection;
  private final String address;
  private int inWork;
  private long unusedSince = System.nanoTime();
  private long bytesWhenUnused;
  private long headSince;
  private boolean isHeadBegun;
  private boolean hasShakenHands;
  private boolean isClosing;

  OpenConnection(Connection connection) {
    this.connection = connection;
    // Read now: a socket that is closed has forgotten it.
    this.address =
        connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress socket
                && socket.getAddress() != null
            ? socket.getAddress().getHostAddress()
            : "";
  }

  /** Of the client; an IP literal. */
  String address() {
    return address;
  }

  /** Whether this is what TLS carries; the TLS itself is another one. */
  boolean isWithinTls() {
    return connection.getEndPoint() instanceof SslConnection.SslEndPoint;
  }

  /** The TLS that carries this one. */
  Optional<Connection> transport() {
    return connection.getEndPoint() instanceof SslConnection.SslEndPoint encrypted
        ? Optional.of(encrypted.getSslConnection())
        : Optional.empty();
  }

  /** The handshake of TLS is over: what it carries is looked at from now on. */
  synchronized void shakenHands() {
    hasShakenHands = true;
  }

  synchronized void began() {
    inWork++;
    isHeadBegun = false;
  }

  synchronized void ended() {
    inWork--;
    unusedSince = System.nanoTime();
    bytesWhenUnused = connection.getBytesIn();
  }

  /** Looks whether the client of a request in work is still there. */
  void lookForClient() {
    if (connection.getEndPoint() instanceof ClientEndPoint socket) {
      socket.look();
    }
  }

  /**
   * Closes it when it is between requests for too long; else remembers what was seen.
   *
   * @param unusedMax how long any connection may be unused; null while the idle time-out decides
   */
  void closeIfTooSlow(OpenConnections.Limits limits, @Nullable Duration unusedMax, long now) {
    if (!isTooSlow(limits, unusedMax, now)) {
      return;
    }
    if (isClosing) {
      connection.getEndPoint().close();
    } else {
      // HTTP/2 says goodbye and waits for the other side, which may never leave.
      isClosing = true;
      connection.close();
    }
  }

  private synchronized boolean isTooSlow(
      OpenConnections.Limits limits, @Nullable Duration unusedMax, long now) {
    if (inWork > 0) {
      return false;
    }
    if (connection instanceof SslConnection) {
      return !hasShakenHands && now - unusedSince > limits.head().toNanos();
    }
    if (!(connection instanceof ConnectionMetaData)) {
      // It carries no requests: a tunnel, which has a limit of its own.
      return false;
    }
    // HTTP/2 frames between requests are many and lawful; what counts is that no stream comes.
    boolean isHttp2 = connection instanceof HTTP2Connection;
    Duration restMax = isHttp2 && unusedMax == null ? limits.unused() : unusedMax;
    if (restMax != null && now - unusedSince > restMax.toNanos()) {
      return true;
    }
    if (isHttp2) {
      return false;
    }
    if (!isHeadBegun && connection.getBytesIn() > bytesWhenUnused) {
      isHeadBegun = true;
      headSince = now;
    }
    return isHeadBegun && now - headSince > limits.head().toNanos();
  }
}
