package banyan.proxy.ingress;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket that is looked at while an answer is awaited, when nobody reads from it.
 *
 * <p>A client that broke off is gone. One that ended its side may have left, or may still wait for
 * its answer (RFC 9112 section 9.6): on the wire both are the same, and only a write tells. So the
 * beginning that all answers have in common is written ahead, an octet at each look: who waits sees
 * nothing but its answer, and the system of one that left refuses the next octet. Within TLS
 * nothing can be written ahead, and who waits ends nothing: the end of the socket is a client that
 * left. Any thread.
 */
public final class ClientEndPoint extends SteadyEndPoint {
  /** How every HTTP/1 answer of the library begins, to HTTP/1.0 too. */
  private static final byte[] BEGINNING = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);

  /** What is taken in of the next requests while one is answered; the rest stays in the socket. */
  private static final int AHEAD_BYTES_MAX = 1024;

  private final Executor executor;
  private final boolean isEncrypted;
  private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER;
  private @Nullable Consumer<Throwable> watcher;
  private boolean isAnswerAwaited;
  private boolean isStreaming;
  private boolean isHalfClosed;
  private int octetsAhead;

  /** Whether the last read got less than it had room for, and nothing was selected since. */
  private volatile boolean isDrained;

  ClientEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Executor executor,
      boolean isEncrypted) {
    super(channel, selector, key, scheduler);
    this.executor = executor;
    this.isEncrypted = isEncrypted;
  }

  /** The socket of a request; empty over HTTP/2, where a reset tells. */
  public static Optional<ClientEndPoint> of(Request request) {
    boolean isHttp1 =
        request.getConnectionMetaData().getHttpVersion().getVersion()
            < HttpVersion.HTTP_2.getVersion();
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    // Within TLS the request's end point is that of the plain text.
    EndPoint socket = end instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : end;
    return isHttp1 && socket instanceof ClientEndPoint client
        ? Optional.of(client)
        : Optional.empty();
  }

  /** A request is in work, and no octet of its answer is out. */
  public synchronized void awaitAnswer() {
    isAnswerAwaited = true;
  }

  /**
   * Asks to be told when the client leaves before its answer begins. Only when its request is read
   * to the end; too late, it does nothing: that a request is sent may be told behind its answer.
   */
  public synchronized void whenGone(Consumer<Throwable> told) {
    if (!isStreaming) {
      watcher = isAnswerAwaited ? told : null;
    }
  }

  /**
   * Asks to be told when the client leaves while a stream without end goes out, which may be silent
   * for long. Who reads one ends nothing: the end of its socket is leaving. Until {@link
   * #streamOver}.
   */
  public synchronized void watchStream(Consumer<Throwable> told) {
    isStreaming = !isHalfClosed;
    watcher = isStreaming ? told : null;
  }

  public synchronized void streamOver() {
    isStreaming = false;
    watcher = null;
  }

  /** Breaks the connection: the client sees a reset, and no orderly end. */
  public void breakOff() {
    try {
      getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // It is closed already, or cannot be told: then the client sees an end.
    }
    close();
  }

  /** Looks whether a client that is being watched is still there. */
  void look() {
    Consumer<Throwable> told;
    Throwable gone;
    synchronized (this) {
      told = watcher;
      if (told == null) {
        return;
      }
      gone = goneFor();
      watcher = gone == null ? told : null;
    }
    if (gone != null) {
      Throwable cause = new EofException(gone);
      executor.execute(() -> told.accept(cause));
    }
  }

  @Override
  public @Nullable Runnable onSelected() {
    isDrained = false;
    return super.onSelected();
  }

  @Override
  public synchronized int fill(ByteBuffer buffer) throws IOException {
    if (!ahead.hasRemaining()) {
      return fillFromSocket(buffer);
    }
    int position = BufferUtil.flipToFill(buffer);
    int filled = BufferUtil.put(ahead, buffer);
    BufferUtil.flipToFlush(buffer, position);
    return filled;
  }

  /** Asks the system only when it may have something: it says so by selecting the socket. */
  private int fillFromSocket(ByteBuffer buffer) throws IOException {
    if (isDrained && !isInputShutdown()) {
      return 0;
    }
    int filled = super.fill(buffer);
    isDrained = filled >= 0 && BufferUtil.space(buffer) > 0;
    return filled;
  }

  /** The answer begins: from now on writes tell whether the client is there. */
  @Override
  public synchronized boolean flush(ByteBuffer... buffers) throws IOException {
    isAnswerAwaited = false;
    watcher = isStreaming ? watcher : null;
    if (octetsAhead > 0) {
      skipWhatIsOut(buffers);
    }
    return super.flush(buffers);
  }

  @Override
  protected void needsFillInterest() {
    boolean hasAhead;
    synchronized (this) {
      hasAhead = ahead.hasRemaining();
    }
    if (hasAhead) {
      executor.execute(() -> getFillInterest().fillable());
    } else {
      super.needsFillInterest();
    }
  }

  /** Why the client is gone; null when it is not, as far as anybody can tell. */
  private @Nullable Throwable goneFor() {
    try {
      if (!isHalfClosed) {
        readAhead();
      }
      if (isHalfClosed && (isEncrypted || isStreaming)) {
        return new EOFException("the client has ended its side");
      }
      if (isHalfClosed) {
        writeAhead();
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private void readAhead() throws IOException {
    int space = AHEAD_BYTES_MAX - ahead.remaining();
    if (space == 0) {
      return;
    }
    ByteBuffer more = ByteBuffer.allocate(AHEAD_BYTES_MAX);
    more.put(ahead.duplicate());
    int count = getChannel().read(more);
    if (count > 0) {
      ahead = more.flip();
    } else if (count < 0) {
      isHalfClosed = true;
      shutdownInput();
    }
  }

  private void writeAhead() throws IOException {
    if (octetsAhead < BEGINNING.length) {
      octetsAhead += getChannel().write(ByteBuffer.wrap(BEGINNING, octetsAhead, 1));
    }
  }

  private void skipWhatIsOut(ByteBuffer... buffers) throws IOException {
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        for (int i = 0; i < octetsAhead; i++) {
          if (!buffer.hasRemaining() || buffer.get() != BEGINNING[i]) {
            throw new EofException("an answer that begins unlike all others");
          }
        }
        octetsAhead = 0;
        return;
      }
    }
  }
}
