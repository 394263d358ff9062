package banyan.proxy.upstream;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
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
    return of(
        name,
        threadsMax,
        headBytesMax,
        RECEIVE_BYTES_OF_SYSTEM,
        InvocationType.BLOCKING,
        UnaryOperator.identity());
  }

  /**
   * The same where somebody has to know its threads, and answers may be of any length.
   *
   * @param receiveBytes that an upstream may send ahead of us on a connection; fixed, unless it is
   *     {@link #RECEIVE_BYTES_OF_SYSTEM}
   * @param hearing of those who hear of answers: they work on the thread that reads where they
   *     never block
   * @param during what each thread does all its life, given what its client does on it
   */
  static HttpClient of(
      String name,
      int threadsMax,
      int headBytesMax,
      int receiveBytes,
      InvocationType hearing,
      UnaryOperator<Runnable> during) {
    var threads = new SideThreads(threadsMax, during);
    threads.setName(name);
    threads.setDaemon(true);
    var connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setReceiveBufferSize(receiveBytes);
    connector.setSslContextFactory(new UpstreamTls());
    connector.setExecutor(threads);
    connector.setScheduler(new ScheduledExecutorScheduler(name + "-scheduler", true));
    var transport = new HttpClientTransportOverHTTP(connector);
    transport.setInvocationType(hearing);
    var client = new HttpClient(transport);
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

  /** Threads on which somebody else does something, too. */
  private static final class SideThreads extends QueuedThreadPool {
    private final UnaryOperator<Runnable> during;

    SideThreads(int max, UnaryOperator<Runnable> during) {
      super(max, 1);
      this.during = during;
    }

    @Override
    public Thread newThread(Runnable runnable) {
      return super.newThread(during.apply(runnable));
    }
  }
}
