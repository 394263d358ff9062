package banyan.proxy.tunnel;

import banyan.proxy.Exchange;
import banyan.proxy.ProxyProblems;
import banyan.proxy.ProxySettings;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Settings;
import java.io.EOFException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tunnels that are open: their number has a limit, and one on which nothing passes is ended. A
 * new route table cuts none, since a tunnel has its own connections. While the server stops they
 * count as requests in work; what is left when its time is over ends here. Any thread.
 */
public final class Tunnels extends AbstractLifeCycle {
  /** Time between two looks for idle ones; the limit is overstepped by this at most. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** What a refused client is told to wait. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final Logger ACCESS = LoggerFactory.getLogger("banyan.access");

  private final int countMax;
  private final Duration idleMax;
  private final Server server;
  private final Set<Tunnel> open = ConcurrentHashMap.newKeySet();
  private volatile Scheduler.Task nextLook = () -> false;

  public Tunnels(Settings settings, Server server) {
    this.countMax = settings.get(ProxySettings.TUNNELS);
    this.idleMax = settings.get(ProxySettings.TUNNEL_IDLE);
    this.server = server;
  }

  /**
   * Refuses a further one before an upstream is asked; throws the failure. Handshakes that are on
   * their way are not counted, so the limit may be overstepped by those.
   */
  public void admit() {
    if (open.size() >= countMax) {
      throw Failure.ours(
              Problem.of(ProxyProblems.OVERLOADED, "all places for WebSockets are taken"), null)
          .retryAfter(RETRY_AFTER);
    }
  }

  /**
   * Opens a tunnel behind an answer whose status and fields are set: the answer goes out, and then
   * the client's connection is the tunnel's.
   *
   * @param whenEnded gives back what the tunnel takes of its upstream, once
   */
  public void open(Request request, Callback callback, EndPoint upstream, Runnable whenEnded) {
    Connector connector = request.getConnectionMetaData().getConnector();
    EndPoint client = Objects.requireNonNull(request.getTunnelSupport()).getEndPoint();
    Tunnel tunnel =
        new Tunnel(client, upstream, server.getByteBufferPool(), connector.getExecutor());
    Exchange exchange = Exchange.of(request);
    boolean hasOwnConnection = exchange.handshake() != null && !exchange.handshake().isStream();
    if (hasOwnConnection) {
      connector.getEventListeners().forEach(tunnel.clientEnd()::addEventListener);
    }
    long since = System.nanoTime();
    open.add(tunnel);
    exchange.tunnelEnd(
        tunnel
            .ended()
            .thenAccept(
                cause -> {
                  open.remove(tunnel);
                  whenEnded.run();
                  log(exchange, tunnel, cause, System.nanoTime() - since);
                }));
    // The client may leave before it has its answer: then nobody takes the upstream's end over.
    request.addFailureListener(tunnel::end);
    Request.addCompletionListener(
        request,
        failure -> {
          if (failure != null) {
            tunnel.end(failure);
          }
        });
    request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, tunnel.clientEnd());
    callback.succeeded();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lookLater();
  }

  @Override
  protected void doStop() throws Exception {
    nextLook.cancel();
    open.forEach(tunnel -> tunnel.end(new EOFException("the server stops")));
    super.doStop();
  }

  private void lookLater() {
    nextLook =
        server.getScheduler().schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      long now = System.nanoTime();
      open.forEach(tunnel -> tunnel.endIfIdle(idleMax, now));
    } finally {
      if (isRunning()) {
        lookLater();
      }
    }
  }

  /** The end of a tunnel; its beginning is the access line of its request. */
  private static void log(Exchange exchange, Tunnel tunnel, @Nullable Throwable cause, long nanos) {
    ACCESS
        .atInfo()
        .addKeyValue("request_id", exchange.requestId())
        .addKeyValue("path", exchange.path())
        .addKeyValue("answered_by", String.valueOf(exchange.answeredBy()))
        .addKeyValue("bytes_in", tunnel.bytesToUpstream())
        .addKeyValue("bytes_out", tunnel.bytesToClient())
        .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(nanos))
        .addKeyValue("end", cause == null ? "closed" : cause.getClass().getSimpleName())
        .log("tunnel");
  }
}
