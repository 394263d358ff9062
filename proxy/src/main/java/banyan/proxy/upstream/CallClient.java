package banyan.proxy.upstream;

import banyan.proxy.balance.Balance;
import banyan.proxy.resilience.Guards;
import banyan.proxy.route.Upstream;
import banyan.wire.Deadline;
import banyan.wire.Outbound;
import banyan.wire.Settings;
import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;

/**
 * Sends the calls of this process to other ones. It has a client of its own with few connections:
 * requests of clients that are passed on must not starve the calls of those that are worked on
 * here, nor the other way round. What one call goes through is in {@link GuardedCall}. Any thread
 * that may block.
 */
public final class CallClient implements AutoCloseable {
  /** Threads read answers and wait for nobody. */
  private static final int THREADS_MAX = 8;

  /** Shorter than a peer keeps an idle connection: what is reused is still open there. */
  private static final Duration KEEP = Duration.ofSeconds(15);

  private static final int HEAD_BYTES_MAX = 16 * 1024;

  private final HttpClient client;
  private final Balance balance;
  private final Guards guards;

  private CallClient(HttpClient client, Balance balance, Guards guards) {
    this.client = client;
    this.balance = balance;
    this.guards = guards;
  }

  /** A client that knows nothing of its upstreams yet. */
  public static CallClient start(Settings settings) {
    return start(settings, new Balance(System::nanoTime), new Guards(System::nanoTime));
  }

  /**
   * Starts a client.
   *
   * @param balance what is known of the endpoints that requests go to
   * @param guards those that bound the requests, too
   */
  public static CallClient start(Settings settings, Balance balance, Guards guards) {
    HttpClient client = SideClient.of("calls", THREADS_MAX, HEAD_BYTES_MAX);
    client.setIdleTimeout(KEEP.toMillis());
    client.setMaxConnectionsPerDestination(settings.get(CallSettings.CONNECTIONS));
    client.setMaxRequestsQueuedPerDestination(settings.get(CallSettings.QUEUE));
    SideClient.start(client);
    return new CallClient(client, balance, guards);
  }

  /** The way to an upstream of the document. */
  public Outbound to(Upstream upstream) {
    return new Way(upstream);
  }

  @Override
  public void close() throws Exception {
    client.stop();
  }

  private final class Way implements Outbound {
    private final Upstream upstream;

    Way(Upstream upstream) {
      this.upstream = upstream;
    }

    @Override
    public String name() {
      return upstream.name();
    }

    @Override
    public Outcome send(Message message, Deadline deadline) {
      return new GuardedCall(client, guards, balance, upstream, message, deadline).send();
    }
  }
}
