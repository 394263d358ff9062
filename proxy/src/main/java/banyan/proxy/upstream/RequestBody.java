package banyan.proxy.upstream;

import banyan.proxy.ingress.ClientFailure;
import banyan.wire.ByteBudget;
import banyan.wire.Failure;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.Request.Content;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content.Chunk;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A client's body on its way to an upstream: read only as fast as the upstream takes it. Remembers
 * who failed and who is awaited, since a broken upload is the client's fault and not the
 * upstream's. One attempt reads it at a time, and the next one from the beginning, if that is kept.
 */
final class RequestBody implements Content {
  /** What bytes are leased for. */
  private static final String PURPOSE = "retry";

  private final Request request;
  private final AtomicReference<@Nullable Chunk> first;
  private final AtomicReference<@Nullable Runnable> reader = new AtomicReference<>();
  private final AtomicBoolean isAwaited = new AtomicBoolean();
  private volatile boolean isRead;
  private volatile boolean isTaken;
  private volatile boolean isHandedOver;
  private volatile @Nullable Throwable clientFailure;
  private volatile @Nullable KeptBytes kept;
  private byte @Nullable [] again;

  private RequestBody(Request request, @Nullable Chunk first) {
    this.request = request;
    this.first = new AtomicReference<>(first);
  }

  /** The body of a request; null where it has none. */
  static @Nullable RequestBody of(Request request) {
    if (isDeclared(request)) {
      return new RequestBody(request, null);
    }
    if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
      return null;
    }
    // HTTP/2 declares nothing: the end of an empty body is there with the head.
    Chunk first = request.read();
    boolean isEmpty = first != null && first.isLast() && !first.hasRemaining();
    return isEmpty && !Chunk.isFailure(first) ? null : new RequestBody(request, first);
  }

  /** Whether the head of the request announces a body (RFC 9112 section 6.3). */
  static boolean isDeclared(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  /**
   * Keeps what is read, so that it can be read again. To be asked before the first read.
   *
   * @param bytesMax a longer body is not kept
   * @return false when the body is too long, or no bytes are left for it
   */
  boolean keep(int bytesMax, ByteBudget budget) {
    long length = getLength();
    if (length > bytesMax) {
      return false;
    }
    int size = length < 0 ? bytesMax : (int) length;
    budget.take(PURPOSE, size).ifPresent(lease -> kept = new KeptBytes(size, lease));
    return kept != null;
  }

  /** Whether nothing of it is lost, so that it may begin anew. */
  boolean isWhole() {
    KeptBytes beginning = kept;
    return !isRead || (beginning != null && beginning.all() != null);
  }

  /** Begins anew, for the next attempt; false when what was read is lost. */
  boolean beginAnew() {
    reader.set(null);
    if (!isRead) {
      return true;
    }
    KeptBytes beginning = kept;
    again = beginning == null ? null : beginning.all();
    return again != null;
  }

  /**
   * What the client is to blame for when an upload failed: its own bytes broke off or were refused,
   * or the time went by in which they were awaited. Null when it did nothing wrong.
   */
  @Nullable Throwable clientsFault(Throwable cause) {
    Throwable own = clientFailure;
    if (own == null) {
      return isAwaited.get() && cause instanceof TimeoutException ? ClientFailure.slowBody() : null;
    }
    if (own instanceof Failure) {
      return own;
    }
    return ClientFailure.of(own).map(Throwable.class::cast).orElse(own);
  }

  @Override
  public @Nullable String getContentType() {
    return null;
  }

  @Override
  public long getLength() {
    return request.getLength();
  }

  @Override
  public @Nullable Chunk read() {
    byte[] repeated = again;
    again = null;
    if (repeated != null && repeated.length > 0) {
      return Chunk.from(ByteBuffer.wrap(repeated), isTaken);
    }
    if (isTaken) {
      return Chunk.EOF;
    }
    Chunk early = first.getAndSet(null);
    Chunk chunk = early == null ? request.read() : early;
    if (Chunk.isFailure(chunk)) {
      clientFailure = chunk.getFailure();
    } else if (chunk != null) {
      isRead = true;
      isTaken = chunk.isLast();
      KeptBytes beginning = kept;
      if (beginning != null) {
        beginning.add(chunk.getByteBuffer());
      }
    }
    return chunk;
  }

  /** Whether all of it was taken to be sent, though perhaps not yet written. */
  boolean isTaken() {
    return isTaken;
  }

  /** Begins anew for somebody who gives back what is held when it is over. */
  void handOver() {
    isHandedOver = beginAnew();
  }

  /** Gives back what is held of it, when no upstream will take it any more. */
  void discard() {
    if (!isHandedOver) {
      giveBack();
    }
  }

  /** Gives back what is held of it. */
  void giveBack() {
    Chunk early = first.getAndSet(null);
    if (early != null) {
      early.release();
    }
    KeptBytes beginning = kept;
    if (beginning != null) {
      beginning.drop();
    }
  }

  /** The request knows one reader; the next attempt takes the place of the one that failed. */
  @Override
  public void demand(Runnable demandCallback) {
    reader.set(demandCallback);
    if (isAwaited.compareAndSet(false, true)) {
      request.demand((Demand) this::arrived);
    }
  }

  private void arrived() {
    isAwaited.set(false);
    Runnable waiting = reader.getAndSet(null);
    if (waiting != null) {
      waiting.run();
    }
  }

  /** The upstream takes no more: what is left is the server's to drain or to cut off. */
  @Override
  public void fail(Throwable failure) {}

  /** A continuation that never blocks, so that it may run on the selector's thread. */
  private interface Demand extends Runnable, org.eclipse.jetty.util.thread.Invocable {
    @Override
    default InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
