package banyan.proxy.ingress;

import java.util.Map;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;

/** HTTP/2 for clients that chose it in the handshake of TLS (RFC 7301, RFC 9113 section 3.3). */
final class EncryptedHttp2 extends HTTP2ServerConnectionFactory {
  private final Http2Limits limits;

  EncryptedHttp2(HttpConfiguration http, Http2Limits limits) {
    super(limits.configuration(http));
    this.limits = limits;
    limits.applyTo(this);
  }

  @Override
  protected Map<Integer, Integer> newSettings() {
    return limits.announced(super.newSettings());
  }
}
