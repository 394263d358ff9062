package banyan.proxy.upstream;

import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * A client beside the one of the request path, with few threads of its own: what it does must not
 * starve requests that are passed on, nor the other way round.
 */
final class SideClient {
  /** An attempt to connect ends here even when nobody waits for it any more. */
  private static final Duration CONNECT_MAX = Duration.ofSeconds(15);

  /** The system finds out how many there should be. */
  static final int RECEIVE_BYTES_OF_SYSTEM = -1;

  private static final Duration POOL_IDLE = Duration.ofMinutes(1);

  private SideClient() {}

  /**
   * A client that is not started yet.
   *
   * @param name of its threads
   * @param threadsMax they read answers and wait for nobody
   * @param headBytesMax of a request and of an answer
   */
  static HttpClient of(String name, int threadsMax, int headBytesMax) {
    return of(name, threadsMax, headBytesMax, RECEIVE_BYTES_OF_SYSTEM, _ -> {});
  }

  /**
   * The same where somebody has to know its threads, and answers may be of any length.
   *
   * @param receiveBytes that an upstream may send ahead of us on a connection; fixed, unless it is
   *     {@link #RECEIVE_BYTES_OF_SYSTEM}
   * @param started is told of each thread before it starts
   */
  static HttpClient of(
      String name, int threadsMax, int headBytesMax, int receiveBytes, Consumer<Thread> started) {
    var threads = new ToldThreads(threadsMax, started);
    threads.setName(name);
    threads.setDaemon(true);
    var connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setReceiveBufferSize(receiveBytes);
    connector.setSslContextFactory(new UpstreamTls());
    connector.setExecutor(threads);
    connector.setScheduler(new ScheduledExecutorScheduler(name + "-scheduler", true));
    var client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(null);
    client.setHttpCompliance(HttpCompliance.RFC9110);
    client.setConnectTimeout(CONNECT_MAX.toMillis());
    client.setSocketAddressResolver(
        new EndpointAddresses(threads, connector.getScheduler(), CONNECT_MAX.toMillis()));
    client.setDestinationIdleTimeout(POOL_IDLE.toMillis());
    client.setMaxRequestHeadersSize(headBytesMax);
    client.setMaxResponseHeadersSize(headBytesMax);
    return client;
  }

  /** Starts a client; redirects, challenges and codings are for nobody to act upon. */
  static void start(HttpClient client) {
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("a client of " + client.getName() + " did not start", e);
    }
    client.getProtocolHandlers().clear();
    client.getProtocolHandlers().put(new InterimRelay());
    client.getContentDecoderFactories().clear();
  }

  /** Threads that somebody is told of. */
  private static final class ToldThreads extends QueuedThreadPool {
    private final Consumer<Thread> started;

    ToldThreads(int max, Consumer<Thread> started) {
      super(max, 1);
      this.started = started;
    }

    @Override
    public Thread newThread(Runnable runnable) {
      Thread thread = super.newThread(runnable);
      started.accept(thread);
      return thread;
    }
  }
}
