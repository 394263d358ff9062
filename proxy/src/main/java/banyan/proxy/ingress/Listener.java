package banyan.proxy.ingress;

import banyan.proxy.ProxySettings;
import banyan.proxy.tls.ServerTls;
import banyan.proxy.tls.TlsSettings;
import banyan.wire.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where requests enter: accepts connections, speaks HTTP/1.1 and HTTP/2, within TLS or in clear
 * text with prior knowledge, and parses strictly. Owns the server, its threads and its buffers.
 * Started and stopped by one thread.
 */
public final class Listener implements AutoCloseable {
  /** Reads that clear an unread body out of the way, before the connection is closed instead. */
  private static final int DRAIN_READS_MAX = 16;

  private static final int ACCEPT_QUEUE = 1024;

  /** An encoded slash is for routes to admit or refuse; so are parameters. */
  private static final UriCompliance TARGETS =
      UriCompliance.RFC3986.with("routed", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR);

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private final Server server;
  private final ServerConnector connector;
  private final @Nullable ServerTls tls;
  private final String host;
  private final int port;

  /**
   * A listener that is not bound yet.
   *
   * @param logs told of each request when it is over, however it ended
   */
  public Listener(Settings settings, Handler chain, List<RequestLog> logs) {
    host = settings.get(ProxySettings.HOST);
    port = settings.get(ProxySettings.PORT);
    var threads = new QueuedThreadPool(settings.get(ProxySettings.THREADS));
    threads.setName("proxy");
    server = new Server(threads);
    tls = TlsSettings.pair(settings).map(ServerTls::new).orElse(null);
    var budgets = new FrameBudgets();
    List<RoundLog> rounds =
        logs.stream().filter(RoundLog.class::isInstance).map(RoundLog.class::cast).toList();
    connector =
        new ProxyConnector(
            server, tls != null, () -> endRound(rounds), protocols(settings, budgets));
    if (tls != null) {
      // Before the connector, which needs the certificate to start.
      server.addBean(tls);
    }
    connector.addBean(budgets);
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setIdleTimeout(settings.get(ProxySettings.IDLE).toMillis());
    Duration stop = settings.get(ProxySettings.STOP);
    // Jetty would cut the time of all connections when stopping; only the unused ones are to go.
    connector.setShutdownIdleTimeout(-1);
    var connections = connections(settings);
    connector.addBean(connections);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(settings.get(ProxySettings.CONNECTIONS), connector));
    server.setStopTimeout(stop.toMillis());
    var log = new RequestLog.Collection(logs.toArray(RequestLog[]::new));
    server.setRequestLog((request, response) -> logOwn(log, request, response));
    server.setErrorHandler(new RefusalHandler());
    server.setHandler(new DrainHandler(chain, connections, budgets));
  }

  /** What came in by other ways than this is no client's request. */
  private static void logOwn(RequestLog log, Request request, Response response) {
    if (request.getConnectionMetaData().getConnector() instanceof ProxyConnector) {
      log.log(request, response);
    }
  }

  private static void endRound(List<RoundLog> logs) {
    for (RoundLog log : logs) {
      log.roundEnded();
    }
  }

  /** Serves on a socket that is bound already, and closes it when it stops. */
  public void start(ServerSocketChannel bound) {
    try {
      connector.open(bound);
    } catch (IOException e) {
      throw new IllegalStateException("the listener did not start: " + e.getMessage(), e);
    }
    start();
  }

  /** Binds and serves; throws IllegalStateException whose message names port and remedy. */
  public void start() {
    try {
      server.start();
    } catch (IOException e) {
      stop();
      throw new IllegalStateException(
          "cannot listen on "
              + host
              + ":"
              + port
              + " ("
              + rootMessage(e)
              + "); stop who listens there or choose another with --port",
          e);
    } catch (Exception e) {
      stop();
      throw new IllegalStateException("the listener did not start: " + e.getMessage(), e);
    }
  }

  /** The bound port; also when 0 was asked for. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Where clients of this machine reach it. */
  public URI url() {
    String scheme = tls == null ? "http://" : "https://";
    return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
  }

  /** Takes no more requests, lets those in flight finish within the time of the setting. */
  public void stop() {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.warn("requests that were still in flight after the time of proxy.stop were cut off");
    } catch (Exception e) {
      throw new IllegalStateException("the listener did not stop cleanly", e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private static HttpConfiguration http(Settings settings) {
    int headBytes = Math.toIntExact(settings.get(ProxySettings.HEAD_BYTES));
    var http = new HttpConfiguration();
    http.setRequestHeaderSize(headBytes);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setUriCompliance(TARGETS);
    http.setMaxUnconsumedRequestContentReads(DRAIN_READS_MAX);
    return http;
  }

  private OpenConnections connections(Settings settings) {
    return new OpenConnections(
        new OpenConnections.Limits(
            settings.get(ProxySettings.HEAD_TIME),
            settings.get(ProxySettings.IDLE),
            settings.get(ProxySettings.CONNECTIONS_PER_ADDRESS)),
        settings.get(ProxySettings.TRUSTED),
        server.getScheduler());
  }

  /** In clear text the first bytes tell the protocol; within TLS the handshake does. */
  private ConnectionFactory[] protocols(Settings settings, FrameBudgets budgets) {
    HttpConfiguration http = http(settings);
    var limits = new Http2Limits(http.getRequestHeaderSize(), budgets);
    var http1 = new HttpConnectionFactory(http);
    if (tls == null) {
      return new ConnectionFactory[] {http1, new PriorKnowledge(http, limits)};
    }
    var choice = new ALPNServerConnectionFactory("h2", "http/1.1");
    choice.setDefaultProtocol(http1.getProtocol());
    var encrypted = new SslConnectionFactory(tls.context(), choice.getProtocol());
    // Its customizer reads the name that the client asked for; here the connection says it all.
    encrypted.setEnsureSecureRequestCustomizer(false);
    return new ConnectionFactory[] {encrypted, choice, new EncryptedHttp2(http, limits), http1};
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
