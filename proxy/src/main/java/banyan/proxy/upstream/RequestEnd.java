package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.resilience.Breaker;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.GuardEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The one end of a proxied request: with a whole answer, with somebody's in place of the upstream,
 * or with a failure. Who claims it first has it, and with it everything that was held is given
 * back, unless a tunnel goes on with it. Any thread.
 */
final class RequestEnd {
  private final OutgoingRequest outgoing;
  private final Guard guard;
  private final Response response;
  private final Callback callback;
  private final @Nullable Fallback fallback;
  private final AtomicBoolean isClaimed = new AtomicBoolean();
  private final Runnable whenClaimed;

  /**
   * An end that nobody has claimed.
   *
   * @param fallback answers instead of the upstream; null where nobody may
   * @param whenClaimed gives back what the request holds
   */
  RequestEnd(
      OutgoingRequest outgoing,
      Guard guard,
      Response response,
      Callback callback,
      @Nullable Fallback fallback,
      Runnable whenClaimed) {
    this.outgoing = outgoing;
    this.guard = guard;
    this.response = response;
    this.callback = callback;
    this.fallback = fallback;
    this.whenClaimed = whenClaimed;
  }

  boolean claim() {
    boolean isMine = isClaimed.compareAndSet(false, true);
    if (isMine) {
      whenClaimed.run();
    }
    return isMine;
  }

  /** Claims the end for a tunnel, which keeps what the request holds until its own end. */
  boolean claimForTunnel() {
    return isClaimed.compareAndSet(false, true);
  }

  /**
   * Whether somebody may answer instead, as far as bytes have not gone out.
   *
   * @param wasSent whether the upstream may have worked on the request
   */
  boolean canFallBack(boolean wasSent) {
    RequestBody body = outgoing.body();
    return fallback != null
        && fallback.mayAnswer(wasSent)
        && !response.isCommitted()
        && (body == null || body.isWhole());
  }

  void fallBack(UpstreamFailure failure) {
    RequestBody body = outgoing.body();
    if (body != null) {
      body.handOver();
    }
    if (claim()) {
      exchange().upstreamError(failure.error());
      runFallback(body);
    }
  }

  void fail(UpstreamFailure failure, Throwable cause) {
    if (claim()) {
      exchange().upstreamError(failure.error());
      callback.failed(failed(failure, cause));
    }
  }

  /** The client is gone, or to blame. */
  void failAsClients(Throwable cause) {
    if (claim()) {
      callback.failed(cause);
    }
  }

  private Exchange exchange() {
    return Exchange.of(outgoing.request());
  }

  private void runFallback(@Nullable RequestBody body) {
    exchange().answeredBy("fallback");
    guard.count(GuardEvent.FALLBACK);
    Callback ending = body == null ? callback : Callback.from(callback, body::giveBack);
    Objects.requireNonNull(fallback).answering().answer(body, ending);
  }

  private Throwable failed(UpstreamFailure failure, Throwable cause) {
    Breaker breaker = guard.breaker();
    Duration pause = breaker == null ? Duration.ZERO : breaker.pauseLeft(System.nanoTime());
    return failure.of(outgoing.upstream().name(), cause, pause);
  }

  /**
   * What happens when an answer has been copied, or could not be.
   *
   * @param mayFallBack whether the budget allows local code after an upstream that began to answer
   * @param clientsFault why it is the client's doing that the copy broke; null when it is not
   */
  record Copied(
      RequestEnd end,
      Attempt attempt,
      int status,
      BooleanSupplier mayFallBack,
      UnaryOperator<@Nullable Throwable> clientsFault)
      implements AnswerCopy.Ending {
    @Override
    public void copied() {
      if (!end.claim()) {
        return;
      }
      attempt.finish(status, null);
      RequestBody body = end.outgoing.body();
      if (!attempt.isSent() && body != null && !body.isTaken()) {
        // An answer before the whole request: the connection is out of step, nobody may reuse it.
        attempt.abort(new UpstreamFailure.Ended(UpstreamFailure.TERMINATED));
      }
      end.callback.succeeded();
    }

    @Override
    public void upstreamFailed(Throwable cause) {
      attempt.finish(0, cause);
      Throwable own = clientsFault.apply(cause);
      UpstreamFailure failure = UpstreamFailure.of(cause, true, true);
      if (own != null) {
        end.failAsClients(own);
      } else if (end.canFallBack(true) && mayFallBack.getAsBoolean()) {
        end.fallBack(failure);
      } else {
        end.fail(failure, cause);
      }
    }

    @Override
    public void clientFailed(Throwable cause) {
      attempt.finish(0, cause);
      end.failAsClients(cause);
    }
  }
}
