package banyan.proxy.upstream;

import banyan.proxy.balance.ConnectionKey;
import banyan.proxy.route.Trust;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.io.ssl.SslClientConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS with upstreams. Whom to believe is in the tag of a connection's origin: a {@link Trust}, or
 * none for the JDK's authorities. Pools are kept by origin with its tag, so a connection that one
 * upstream trusts never serves another that does not. Names are always checked.
 *
 * <p>What the JDK's authorities are is read with the first connection, and not with the start: to
 * read them takes as long as a good part of a start, and most upstreams speak clear text. Any
 * thread.
 */
final class UpstreamTls extends SslContextFactory.Client
    implements SslClientConnectionFactory.SslEngineFactory {
  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean isRead;

  @Override
  protected void doStart() {}

  @Override
  public SSLEngine newSslEngine(String host, int port, Map<String, Object> context) {
    read();
    Object destination = context.get(Destination.CONTEXT_KEY);
    if (destination instanceof Destination known
        && known.getOrigin().getTag() instanceof ConnectionKey key
        && key.trust() != null) {
      SSLEngine engine = key.trust().context().createSSLEngine(host, port);
      customize(engine);
      return engine;
    }
    return newSSLEngine(host, port);
  }

  private void read() {
    if (isRead) {
      return;
    }
    reading.lock();
    try {
      if (!isRead) {
        super.doStart();
        isRead = true;
      }
    } catch (Exception e) {
      throw new IllegalStateException("the JDK's authorities cannot be read: " + e, e);
    } finally {
      reading.unlock();
    }
  }
}
