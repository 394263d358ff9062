package banyan.proxy.ingress;

import banyan.proxy.Exchange;
import banyan.proxy.ProblemAnswer;
import banyan.proxy.ProxyProblems;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers for the server itself: requests that its parser refuses before any step runs, those whose
 * client has left, and requests that come while it stops. The answer is a problem like every other,
 * and an exchange is opened so that the access log has its line. Any thread.
 */
final class RefusalHandler implements Request.Handler {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Request original = Request.unWrap(request);
    Exchange exchange = Exchange.find(original).orElseGet(() -> opened(original));
    Failure failure = failure(request);
    if (exchange.failure() == null) {
      exchange.failure(failure);
    }
    ProblemAnswer.write(response, callback, failure, exchange.requestId());
    return true;
  }

  private static Exchange opened(Request request) {
    var exchange =
        new Exchange(
            RequestId.make(),
            IpLiteral.bare(Request.getRemoteAddr(request)),
            "",
            Deadline.in(Duration.ZERO),
            Span.getInvalid());
    exchange.attachTo(request);
    return exchange;
  }

  private static Failure failure(Request request) {
    int status =
        request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer given ? given : 500;
    if (status == 503) {
      return Failure.ours(Problem.of(Problems.UNAVAILABLE, "the server is stopping"), null)
          .retryAfter(RETRY_AFTER);
    }
    boolean isClients = status < 500 || status == 501 || status == 505;
    if (isClients) {
      return ClientFailure.withStatus(status).with("Connection", "close");
    }
    Throwable cause =
        request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable given
            ? given
            : null;
    if (cause instanceof EofException) {
      // It is no fault of ours, and must not count as one where a route is judged by its errors.
      return ClientFailure.failure(ProxyProblems.CLIENT_LEFT, "the client left");
    }
    return Failure.ours(Problem.of(Problems.INTERNAL_ERROR, "the log has the cause"), cause);
  }
}
