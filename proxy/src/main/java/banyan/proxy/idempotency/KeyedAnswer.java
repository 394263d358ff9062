package banyan.proxy.idempotency;

import banyan.proxy.Exchange;
import banyan.proxy.idempotency.Ledger.KeyLease;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to a request whose key is in the ledger: it passes as it comes, but its last byte goes
 * out when the ledger knows of it. So who has the whole answer can ask for it again. One thread at
 * a time.
 */
final class KeyedAnswer extends Response.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(KeyedAnswer.class);

  private final Ledger ledger;
  private final KeyLease lease;
  private final @Nullable AnswerCapture capture;
  private final Executor threads;
  private final AtomicBoolean isSettled = new AtomicBoolean();

  /**
   * An answer that has not begun.
   *
   * @param capture keeps what passes, to be replayed; null where nothing is
   * @param threads for waits on the ledger
   */
  KeyedAnswer(
      Request request,
      Response response,
      Ledger ledger,
      KeyLease lease,
      @Nullable AnswerCapture capture,
      Executor threads) {
    super(request, response);
    this.ledger = ledger;
    this.lease = lease;
    this.capture = capture;
    this.threads = threads;
  }

  @Override
  public void write(boolean last, ByteBuffer byteBuffer, Callback callback) {
    if (capture != null) {
      capture.passed(byteBuffer);
    }
    if (!last) {
      super.write(false, byteBuffer, callback);
      return;
    }
    threads.execute(
        () -> {
          settle(this::answered);
          super.write(true, byteBuffer, callback);
        });
  }

  /** The callback that the next steps complete. */
  Callback ending(Exchange exchange, Callback callback) {
    return new Callback() {
      @Override
      public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
      }

      @Override
      public void succeeded() {
        if (isSettled.get()) {
          end(callback::succeeded);
        } else {
          threads.execute(
              () -> {
                settle(KeyedAnswer.this::answered);
                end(callback::succeeded);
              });
        }
      }

      @Override
      public void failed(Throwable cause) {
        Throwable told = Outcomes.told(cause, exchange, capture == null);
        threads.execute(
            () -> {
              settle(() -> broken(exchange));
              end(() -> callback.failed(told));
            });
      }
    };
  }

  private void end(Runnable ending) {
    if (capture != null) {
      capture.release();
    }
    ending.run();
  }

  private void answered() {
    if (capture == null) {
      ledger.answered(lease, null);
    } else if (saysThatNothingWasDone(getStatus())) {
      ledger.free(lease);
    } else {
      ledger.answered(lease, capture.stored(getStatus(), getHeaders()));
    }
  }

  private void broken(Exchange exchange) {
    if (exchange.isWorkBegun()) {
      ledger.unknown(lease);
    } else {
      ledger.free(lease);
    }
  }

  /**
   * Whether a status means that the request was not worked on, so that its key is free (RFC 9110
   * sections 15.5.2, 15.5.9 and 15.6.4, RFC 8470 section 5.2, RFC 6585 section 4).
   */
  static boolean saysThatNothingWasDone(int status) {
    return switch (status) {
      case HttpStatus.UNAUTHORIZED_401,
          HttpStatus.REQUEST_TIMEOUT_408,
          425,
          HttpStatus.TOO_MANY_REQUESTS_429,
          HttpStatus.SERVICE_UNAVAILABLE_503 ->
          true;
      default -> false;
    };
  }

  /** A ledger that is away costs the answer time alone: the lease ends by itself, as unknown. */
  private void settle(Runnable settling) {
    if (!isSettled.compareAndSet(false, true)) {
      return;
    }
    try {
      settling.run();
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("the ledger was not told of the end of a request");
    }
  }
}
