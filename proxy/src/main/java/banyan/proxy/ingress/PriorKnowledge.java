package banyan.proxy.ingress;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 in clear text for clients that begin with its preface. {@code Upgrade: h2c} is ignored, as
 * RFC 9113 section 3.1 asks: a proxy in front of us may have passed it on unawares, and would then
 * see one request where we see a connection. The library knows no setting for it, hence this class.
 */
final class PriorKnowledge extends HTTP2CServerConnectionFactory {
  private final Http2Limits limits;

  PriorKnowledge(HttpConfiguration http, Http2Limits limits) {
    super(limits.configuration(http));
    this.limits = limits;
    limits.applyTo(this);
  }

  @Override
  protected Map<Integer, Integer> newSettings() {
    return limits.announced(super.newSettings());
  }

  @Override
  public @Nullable Connection upgradeConnection(
      Connector connector,
      EndPoint endPoint,
      MetaData.Request request,
      HttpFields.Mutable response) {
    return request.getHttpVersion() == HttpVersion.HTTP_2
        ? super.upgradeConnection(connector, endPoint, request, response)
        : null;
  }
}
