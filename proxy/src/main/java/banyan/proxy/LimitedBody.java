package banyan.proxy;

import banyan.proxy.ingress.ClientFailure;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body may not be too large nor too slow. Only the time in which the client is
 * awaited counts: that we or an upstream read slowly is no fault of the client's.
 */
final class LimitedBody extends Request.Wrapper {
  /** A client may wait this long in all before its rate counts. */
  private static final long GRACE_NANOS = 10_000_000_000L;

  private final long max;
  private final long rateMin;
  private final LongSupplier nanoTime;
  private long count;
  private long awaitedNanos;
  private Content.@Nullable Chunk refusal;

  LimitedBody(Request request, long max, long rateMin, LongSupplier nanoTime) {
    super(request);
    this.max = max;
    this.rateMin = rateMin;
    this.nanoTime = nanoTime;
  }

  @Override
  public Content.@Nullable Chunk read() {
    if (refusal != null) {
      return refusal;
    }
    Content.Chunk chunk = super.read();
    if (chunk == null || Content.Chunk.isFailure(chunk)) {
      return chunk;
    }
    count += chunk.remaining();
    if (max > 0 && count > max) {
      return refuse(chunk, BodyHandler.tooLarge(max));
    }
    if (chunk.isLast() && getLength() >= 0 && count != getLength()) {
      // HTTP/2 ends a body by itself. Sent on, the missing bytes would be taken from the next
      // request on the upstream's connection (RFC 9113 section 8.1.1).
      return refuse(chunk, ClientFailure.withStatus(400));
    }
    if (!chunk.isLast() && isTooSlow()) {
      return refuse(chunk, ClientFailure.slowBody());
    }
    return chunk;
  }

  @Override
  public void demand(Runnable demandCallback) {
    if (refusal != null) {
      demandCallback.run();
      return;
    }
    long from = nanoTime.getAsLong();
    super.demand(
        Invocable.from(
            Invocable.getInvocationType(demandCallback),
            () -> {
              awaitedNanos += nanoTime.getAsLong() - from;
              demandCallback.run();
            }));
  }

  private boolean isTooSlow() {
    return rateMin > 0
        && awaitedNanos > GRACE_NANOS
        && count < rateMin * (awaitedNanos / 1_000_000_000L);
  }

  private Content.Chunk refuse(Content.Chunk chunk, Throwable cause) {
    chunk.release();
    refusal = Content.Chunk.from(cause, true);
    return refusal;
  }
}
