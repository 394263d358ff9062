package banyan.proxy.upstream;

import banyan.proxy.ProxySettings;
import banyan.proxy.ingress.ProxyConnector;
import banyan.wire.Settings;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * The connections to other servers: one client, whose pools are keyed by origin, so that a new
 * route table finds the connections of the old one and cuts none. A pool that nobody uses closes
 * its connections and goes. Started and stopped with the chain; any thread.
 */
public final class Upstreams extends ContainerLifeCycle {
  /** An attempt to connect ends here even when no request waits for it any more. */
  private static final Duration CONNECT_MAX = Duration.ofSeconds(15);

  /** A pool without connections and requests is forgotten after this. */
  private static final Duration POOL_IDLE = Duration.ofMinutes(1);

  /** What we may add to a client's head: forwarding fields, trace context, Via. */
  private static final int ADDED_HEAD_BYTES = 8 * 1024;

  private final Settings settings;
  private final HttpClient client;

  public Upstreams(Settings settings, Server server) {
    this.settings = settings;
    var connector = new UpstreamConnector(server.getBean(ProxyConnector.class));
    connector.setSslContextFactory(new UpstreamTls());
    connector.setExecutor(server.getThreadPool());
    connector.setScheduler(server.getScheduler());
    connector.setByteBufferPool(server.getByteBufferPool());
    var transport = new OneAnswerTransport(connector);
    // What hears of answers never blocks, so they are copied on the thread that reads them.
    transport.setInvocationType(InvocationType.NON_BLOCKING);
    client = new HttpClient(transport);
    configure();
    addBean(client);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    // Redirects, challenges and expectations are the client's business: nothing is acted upon here.
    client.getProtocolHandlers().clear();
    client.getProtocolHandlers().put(new InterimRelay());
    client.getProtocolHandlers().put(new UpgradeRelay());
    client.getContentDecoderFactories().clear();
  }

  HttpClient client() {
    return client;
  }

  private void configure() {
    client.setFollowRedirects(false);
    client.setRedirectCache(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(null);
    client.setDefaultRequestContentType(null);
    client.setHttpCompliance(HttpCompliance.RFC9110);
    client.setConnectTimeout(CONNECT_MAX.toMillis());
    client.setSocketAddressResolver(
        new EndpointAddresses(client.getExecutor(), client.getScheduler(), CONNECT_MAX.toMillis()));
    client.setIdleTimeout(settings.get(ProxySettings.UPSTREAM_KEEP).toMillis());
    client.setDestinationIdleTimeout(POOL_IDLE.toMillis());
    client.setMaxConnectionsPerDestination(settings.get(ProxySettings.UPSTREAM_CONNECTIONS));
    client.setMaxRequestsQueuedPerDestination(settings.get(ProxySettings.UPSTREAM_QUEUE));
    client.setMaxRequestHeadersSize(
        Math.toIntExact(settings.get(ProxySettings.HEAD_BYTES)) + ADDED_HEAD_BYTES);
    client.setMaxResponseHeadersSize(
        Math.toIntExact(settings.get(ProxySettings.UPSTREAM_HEAD_BYTES)));
  }

  /** HTTP/1.1 on connections of our own kind. */
  private static final class OneAnswerTransport extends HttpClientTransportOverHTTP {
    private final OneAnswerConnection.Factory connections = new OneAnswerConnection.Factory();

    OneAnswerTransport(ClientConnector connector) {
      super(connector);
    }

    @Override
    public Connection newConnection(EndPoint endPoint, Map<String, Object> context) {
      return connections.newConnection(endPoint, context);
    }
  }
}
