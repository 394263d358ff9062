package banyan.proxy.admin;

import banyan.proxy.tls.PemPair;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener for operators, apart from the one for clients: its own port, its own few threads,
 * and tokens that only who reads their files has. Start and stop from one thread.
 */
public final class AdminListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminListener.class);
  private static final int THREADS_MAX = 12;
  private static final int CONNECTIONS_MAX = 64;
  private static final int HEAD_BYTES_MAX = 8 * 1024;
  private static final Duration IDLE_MAX = Duration.ofSeconds(30);
  private static final Duration STOP_MAX = Duration.ofSeconds(2);

  private final AdminSettings settings;
  private final Path tokenPath;
  private final List<AdminEndpoint> endpoints;
  private @Nullable Running running;

  /**
   * A listener that is not bound yet.
   *
   * @param tokenFile where the token of an {@link AdminRole#ADMIN} is written at the start, mode
   *     0600; those of the other roles stand beside it
   */
  public AdminListener(AdminSettings settings, Path tokenFile, List<AdminEndpoint> endpoints) {
    this.settings = settings;
    this.tokenPath = tokenFile;
    this.endpoints = List.copyOf(endpoints);
  }

  /**
   * Binds the port, then writes the token. Throws IOException when the port is in use (a {@link
   * java.net.BindException} is the exception or its cause), or the token file or the certificate
   * cannot be used.
   */
  public void start() throws IOException {
    start(null);
  }

  /**
   * As {@link #start()}, on a socket that is bound already.
   *
   * @param bound closed when the listener stops; null to bind the port of the settings
   */
  public void start(@Nullable ServerSocketChannel bound) throws IOException {
    Server server = new Server(threads());
    server.setStopTimeout(STOP_MAX.toMillis());
    ServerConnector connector = connector(server);
    server.addConnector(connector);
    if (bound != null) {
      connector.open(bound);
    }
    // Bound first: the token of a process that holds the port is not overwritten.
    connector.open();
    TokenFiles token = null;
    try {
      token = TokenFiles.write(tokenPath, new SecureRandom());
      server.setHandler(new AdminHandler(settings.host(), token, endpoints));
      server.start();
      running = new Running(server, connector, token);
    } catch (Exception e) {
      connector.close();
      if (token != null) {
        token.close();
      }
      throw e instanceof IOException io ? io : new IOException("admin listener: " + e, e);
    }
  }

  /** The port that is bound. */
  public int port() {
    if (running == null) {
      throw new IllegalStateException("the admin listener is not running");
    }
    return running.connector().getLocalPort();
  }

  /** The address that commands use. */
  public String url() {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return (settings.tls() == null ? "http://" : "https://") + host + ":" + port();
  }

  /** Unbinds the port and deletes the token. */
  @Override
  public void close() throws IOException {
    if (running == null) {
      return;
    }
    Running stopping = running;
    running = null;
    try (TokenFiles _ = stopping.token()) {
      stopping.server().stop();
    } catch (IOException e) {
      throw e;
    } catch (TimeoutException e) {
      // An operator's connection was still open; it has been closed now.
      LOG.debug("the admin listener cut connections off when it stopped");
    } catch (Exception e) {
      throw new IOException("admin listener: " + e, e);
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 0);
    threads.setName("banyan-admin");
    threads.setDaemon(true);
    return threads;
  }

  private ServerConnector connector(Server server) throws IOException {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEAD_BYTES_MAX);
    configuration.setUriCompliance(UriCompliance.DEFAULT);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    PemPair tls = settings.tls();
    ServerConnector connector;
    if (tls == null) {
      connector = new ServerConnector(server, 1, 1, http);
    } else {
      // The host is checked against the field; a certificate need not name loopback.
      configuration.addCustomizer(new SecureRequestCustomizer(false));
      SslConnectionFactory encrypted =
          new SslConnectionFactory(sslContext(tls), http.getProtocol());
      connector = new ServerConnector(server, 1, 1, encrypted, http);
    }
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MAX.toMillis());
    connector.setReuseAddress(true);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, connector));
    return connector;
  }

  private static SslContextFactory.Server sslContext(PemPair tls) throws IOException {
    SslContextFactory.Server context = new SslContextFactory.Server();
    try {
      context.setKeyStore(tls.read());
    } catch (GeneralSecurityException e) {
      throw new IOException("admin.tls: " + e.getMessage(), e);
    }
    context.setKeyStorePassword("");
    context.setSniRequired(false);
    return context;
  }

  private record Running(Server server, ServerConnector connector, TokenFiles token) {}
}
