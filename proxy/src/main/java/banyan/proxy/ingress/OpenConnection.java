package banyan.proxy.ingress;

import java.net.InetSocketAddress;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** One client connection: whether requests use it, and since when none does. Any thread. */
final class OpenConnection {
  private final Connection connection;
  private final String address;
  private int inWork;
  private long unusedSince = System.nanoTime();
  private long bytesWhenUnused;
  private long headSince;
  private boolean isHeadBegun;
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

  EndPoint endPoint() {
    return connection.getEndPoint();
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

  synchronized boolean isUnused() {
    return inWork == 0;
  }

  /** Closes it when it is between requests for too long; else remembers what was seen. */
  void closeIfTooSlow(OpenConnections.Limits limits, long now) {
    if (!isTooSlow(limits, now)) {
      return;
    }
    if (isClosing) {
      endPoint().close();
    } else {
      // HTTP/2 says goodbye and waits for the other side, which may never leave.
      isClosing = true;
      connection.close();
    }
  }

  private synchronized boolean isTooSlow(OpenConnections.Limits limits, long now) {
    if (inWork > 0) {
      return false;
    }
    if (connection instanceof HTTP2Connection) {
      // Its frames between requests are many and lawful; what counts is that no stream comes.
      return now - unusedSince > limits.unused().toNanos();
    }
    if (!isHeadBegun && connection.getBytesIn() > bytesWhenUnused) {
      isHeadBegun = true;
      headSince = now;
    }
    return isHeadBegun && now - headSince > limits.head().toNanos();
  }
}
