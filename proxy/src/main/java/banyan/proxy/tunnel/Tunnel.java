package banyan.proxy.tunnel;

import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one WebSocket, both ways between a client and an upstream. What they mean is the
 * peers' matter: ping, close and their codes pass like the rest. One side may end its direction and
 * still hear the other; when both have ended, or one fails, the tunnel ends. Any thread.
 */
final class Tunnel implements TunnelCopy.Ending {
  private static final int DIRECTIONS = 2;

  /**
   * A side that is alone may be silent for so long: a client that broke down looks like one that
   * ended its direction, since the library does not tell the two apart.
   */
  private static final Duration HALF_IDLE = Duration.ofSeconds(15);

  private final EndPoint client;
  private final EndPoint upstream;
  private final TunnelEnd clientEnd;
  private final TunnelEnd upstreamEnd;
  private final TunnelCopy toUpstream;
  private final TunnelCopy toClient;
  private final AtomicInteger copied = new AtomicInteger();
  private final AtomicBoolean isEnded = new AtomicBoolean();
  private final CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
  private volatile long movedAt = System.nanoTime();

  Tunnel(EndPoint client, EndPoint upstream, ByteBufferPool buffers, Executor executor) {
    this.client = client;
    this.upstream = upstream;
    toUpstream = new TunnelCopy(client, upstream, buffers, this);
    toClient = new TunnelCopy(upstream, client, buffers, this);
    clientEnd = new TunnelEnd(client, executor, toUpstream::early, this::begin, this::gone);
    upstreamEnd = new TunnelEnd(upstream, executor, toClient::early, this::run, this::gone);
  }

  /** What takes the client's connection over once it has been told of the success. */
  Connection clientEnd() {
    return clientEnd;
  }

  /** Done when both sides are closed, with what went wrong, if anything. */
  CompletableFuture<@Nullable Throwable> ended() {
    return ended;
  }

  long bytesToUpstream() {
    return toUpstream.count();
  }

  long bytesToClient() {
    return toClient.count();
  }

  /**
   * Ends it when nothing has passed for too long, or when the client's stream is gone: a reset that
   * comes between the answer and the tunnel is told to neither.
   */
  void endIfIdle(Duration idleMax, long now) {
    if (client.getTransport() instanceof HTTP2Stream stream && stream.isResetOrFailed()) {
      end(new EOFException("the stream was reset"));
      return;
    }
    boolean isHalfClosed = toUpstream.hasSourceEnded() || toClient.hasSourceEnded();
    Duration max = isHalfClosed && idleMax.compareTo(HALF_IDLE) > 0 ? HALF_IDLE : idleMax;
    if (now - movedAt > max.toNanos()) {
      end(new TimeoutException("nothing passed for " + max));
    }
  }

  /**
   * Ends both sides, once; with a cause, so that the client does not take it for an orderly end.
   */
  void end(@Nullable Throwable cause) {
    if (!isEnded.compareAndSet(false, true)) {
      return;
    }
    try {
      close(client, cause);
      close(upstream, cause);
    } finally {
      ended.complete(cause);
    }
  }

  @Override
  public void moved() {
    movedAt = System.nanoTime();
  }

  @Override
  public void copied() {
    if (copied.incrementAndGet() == DIRECTIONS) {
      end(null);
    }
  }

  @Override
  public void failed(Throwable cause) {
    end(cause);
  }

  /** The client has its answer: the upstream's connection stops to speak HTTP as well. */
  private void begin() {
    upstream.upgrade(upstreamEnd);
  }

  private void run() {
    moved();
    toUpstream.iterate();
    toClient.iterate();
  }

  /**
   * One side is closed. Without a cause the copies hear of it when they read: a connection that has
   * ended in both directions closes by itself, before the last read has returned.
   */
  private void gone(@Nullable Throwable cause) {
    if (cause != null) {
      end(cause);
    }
  }

  private static void close(EndPoint endPoint, @Nullable Throwable cause) {
    if (cause != null) {
      Callback pending = endPoint.cancelWrite(cause);
      if (pending != null) {
        pending.failed(cause);
      }
      if (endPoint.getTransport() instanceof Stream stream && !stream.isReset()) {
        // The other streams go on; this one did not end in order (RFC 8441 section 5).
        stream.reset(
            new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
      }
    }
    if (endPoint.getConnection() != null) {
      // A stream that nobody has taken over cannot be closed, and is reset already.
      endPoint.close(cause);
    }
  }
}
