package banyan.proxy.upstream;

import banyan.proxy.ProxySettings;
import banyan.proxy.Traces;
import banyan.proxy.Via;
import banyan.proxy.balance.Aim;
import banyan.proxy.balance.Balance;
import banyan.proxy.route.Destination;
import banyan.wire.LeasedBytes;
import banyan.wire.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * Sends copies of requests. It has a client, connections and threads of its own, and tells neither
 * guards nor endpoints what became of them: nothing that a copy meets shall touch the requests of
 * clients. Its client starts with the first copy. Any thread; never blocks.
 */
public final class CopyClient implements AutoCloseable {
  /** Threads read answers and wait for nobody. */
  private static final int THREADS_MAX = 4;

  /** Connections to one endpoint, and copies that wait for one. */
  private static final int CONNECTIONS_MAX = 64;

  /** What a side may send ahead of us: closing a connection before it was read makes it a reset. */
  static final int RECEIVE_BYTES = 128 * 1024;

  /** Longer answers would come too slowly through as little as that, from far away. */
  static final int SHORT_ANSWER_BYTES = 1 << 20;

  /** What we add to a client's head: forwarding fields, signatures, trace context, Via. */
  private static final int ADDED_HEAD_BYTES = 16 * 1024;

  /** Where local code is; nobody looks the name up. */
  private static final URI HERE = URI.create("http://localhost");

  private final HttpClient client;
  private final Balance balance;
  private final Via via;
  private final Traces traces;
  private final Limits limits;
  private final Supplier<LeasedBytes> buffers;
  private boolean isStarted;
  private boolean isClosed;

  /**
   * What one copy may take.
   *
   * @param time until the end of its answer
   * @param eventsTime in which events of a stream are read, from its head
   * @param answerBytes of an answer that are kept; also what an adapter translates
   */
  public record Limits(Duration time, Duration eventsTime, int answerBytes) {}

  private CopyClient(
      HttpClient client,
      Balance balance,
      Via via,
      Traces traces,
      Limits limits,
      Supplier<LeasedBytes> buffers) {
    this.client = client;
    this.balance = balance;
    this.via = via;
    this.traces = traces;
    this.limits = limits;
    this.buffers = buffers;
  }

  /**
   * A client that is not started yet.
   *
   * @param buffers where an answer is kept
   * @param during what each of them does all its life, given what the client does on it
   */
  public static CopyClient of(
      Settings settings,
      Balance balance,
      Via via,
      Traces traces,
      Limits limits,
      Supplier<LeasedBytes> buffers,
      UnaryOperator<Runnable> during) {
    int headBytes =
        Math.toIntExact(
            Math.max(
                settings.get(ProxySettings.HEAD_BYTES) + ADDED_HEAD_BYTES,
                settings.get(ProxySettings.UPSTREAM_HEAD_BYTES)));
    HttpClient client =
        SideClient.of(
            "shadow",
            THREADS_MAX,
            headBytes,
            receiveBytes(limits.answerBytes()),
            InvocationType.NON_BLOCKING,
            during);
    client.setIdleTimeout(settings.get(ProxySettings.UPSTREAM_KEEP).toMillis());
    client.setMaxConnectionsPerDestination(CONNECTIONS_MAX);
    client.setMaxRequestsQueuedPerDestination(CONNECTIONS_MAX);
    return new CopyClient(client, balance, via, traces, limits, buffers);
  }

  /**
   * Sends a copy to an upstream, in the words of its leg.
   *
   * @param caller the signed caller; null where it learns nothing of ours
   * @param mark the value of {@code Banyan-Shadow}
   * @param ended told once, on any thread; what it is given holds until it returns
   */
  public void send(
      Copy copy,
      Destination.Remote to,
      @Nullable String caller,
      String mark,
      Consumer<CopyEnd> ended) {
    Leg leg = Leg.of(to);
    Stickiness stickiness =
        Stickiness.of(leg.upstream().balancing().affinity(), copy.exchange(), copy.received());
    Aim aim = balance.of(leg.upstream()).aim(stickiness.key());
    HttpFields.Mutable fields = copy.fields(caller, mark, limits.time(), via);
    leg.editRequest(fields);
    traces.inject(copy.exchange().span(), fields);
    var wire =
        new WireRequest(
            started(),
            aim.origin(),
            copy.method(),
            leg.path(copy.exchange().sentPath()),
            copy.query());
    wire.tag(aim.connectionKey());
    wire.headers(headers -> headers.add(fields));
    new CopyAttempt(wire, client.getScheduler(), leg, via, limits, buffers.get(), ended).send();
  }

  /**
   * Sends a copy to local code.
   *
   * @param door how it is reached within this process
   * @param key by which it is known there
   * @param ended as for {@link #send}
   */
  public void sendHere(Copy copy, Transport door, String key, Consumer<CopyEnd> ended) {
    var wire =
        new WireRequest(started(), HERE, copy.method(), copy.exchange().path(), copy.query());
    wire.transport(door);
    wire.headers(headers -> headers.add(copy.fieldsHere(key)));
    new CopyAttempt(wire, client.getScheduler(), null, via, limits, buffers.get(), ended).send();
  }

  /** Ends what is under way; it ends as prevented. */
  @Override
  public synchronized void close() throws Exception {
    isClosed = true;
    client.stop();
  }

  /** Of a connection; the system knows best where answers may be long. */
  static int receiveBytes(int answerBytes) {
    return answerBytes > SHORT_ANSWER_BYTES ? SideClient.RECEIVE_BYTES_OF_SYSTEM : RECEIVE_BYTES;
  }

  private synchronized HttpClient started() {
    if (!isStarted && !isClosed) {
      SideClient.start(client);
      isStarted = true;
    }
    return client;
  }
}
