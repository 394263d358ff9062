package banyan.proxy;

import banyan.proxy.ingress.BrokenStream;
import banyan.proxy.ingress.ClientFailure;
import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.Problems;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where a failure of the chain becomes an answer (RFC 9457): thrown by a step, or
 * given to the callback. Once a byte of another answer is out, the connection is broken off
 * instead, so that nobody takes half an answer for a whole one. Any thread.
 */
final class FailureHandler extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

  FailureHandler(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var answering = new Answering(request, response, callback);
    NextStep.answer(answering, () -> super.handle(request, response, answering));
    return true;
  }

  /** The callback that the steps see: completes the request's own one exactly once. */
  private static final class Answering extends Callback.Nested {
    private final Request request;
    private final Response response;

    Answering(Request request, Response response, Callback callback) {
      super(callback);
      this.request = request;
      this.response = response;
    }

    @Override
    public void failed(Throwable cause) {
      if (cause instanceof EofException && !(cause instanceof HttpException)) {
        // The client is gone: nobody is there to be told. Who ended a body too early may still be.
        super.failed(cause);
        return;
      }
      Failure failure = asFailure(cause);
      Exchange exchange = Exchange.find(request).orElse(null);
      if (exchange != null && exchange.failure() == null) {
        exchange.failure(failure);
      }
      if (response.isCommitted()) {
        BrokenStream.reset(request);
        super.failed(cause);
        return;
      }
      String requestId = exchange == null ? "none" : exchange.requestId();
      report(failure, cause, requestId);
      Failure told = announcingTheEnd(failure);
      if (exchange != null && exchange.plantedFault() != null) {
        told = told.with(Fields.FAULT, exchange.plantedFault());
      }
      ProblemAnswer.write(response, getCallback(), told, requestId);
    }

    /**
     * A refusal does not wait for the rest of a body, so the connection ends with it. The client
     * must know before it sends the next request on it (RFC 9112 section 9.6).
     */
    private Failure announcingTheEnd(Failure failure) {
      boolean isRefusal = failure.fault() == Failure.Fault.CLIENT;
      HttpVersion version = request.getConnectionMetaData().getHttpVersion();
      boolean isOneAtATime = version.getVersion() < HttpVersion.HTTP_2.getVersion();
      return isRefusal && isOneAtATime && !request.consumeAvailable()
          ? failure.with("Connection", "close")
          : failure;
    }

    /** Client faults are in the access log alone: they are ordinary traffic. */
    private static void report(Failure failure, Throwable cause, String requestId) {
      switch (failure.fault()) {
        case CLIENT -> {}
        case UPSTREAM ->
            LOG.atWarn()
                .addKeyValue("request_id", requestId)
                .addKeyValue("cause", String.valueOf(failure.getCause()))
                .log(failure.problem().detail());
        case US -> {
          if (failure.problem().type().equals(Problems.INTERNAL_ERROR)) {
            LOG.atError()
                .setCause(cause)
                .addKeyValue("request_id", requestId)
                .log("request failed");
          }
        }
      }
    }

    private static Failure asFailure(Throwable cause) {
      if (cause instanceof Failure failure) {
        return failure;
      }
      return ClientFailure.of(cause)
          .orElseGet(
              () ->
                  Failure.ours(
                      Problem.of(Problems.INTERNAL_ERROR, "the log has the cause"), cause));
    }
  }
}
