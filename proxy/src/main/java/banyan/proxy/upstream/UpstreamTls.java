package banyan.proxy.upstream;

import banyan.proxy.balance.ConnectionKey;
import banyan.proxy.route.Trust;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.io.ssl.SslClientConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS with upstreams. Whom to believe is in the tag of a connection's origin: a {@link Trust}, or
 * none for the JDK's authorities. Pools are kept by origin with its tag, so a connection that one
 * upstream trusts never serves another that does not. Names are always checked. Any thread.
 */
final class UpstreamTls extends SslContextFactory.Client
    implements SslClientConnectionFactory.SslEngineFactory {
  @Override
  public SSLEngine newSslEngine(String host, int port, Map<String, Object> context) {
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
}
