package banyan.proxy.ingress;

import banyan.proxy.ProxyProblems;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/** What the server's parser and its reads report of a client, in the words of our problems. */
public final class ClientFailure {
  private ClientFailure() {}

  /** The failure that a cause stands for; empty where the client is not to blame. */
  public static Optional<Failure> of(Throwable cause) {
    if (cause instanceof HttpException refusal && refusal.getCode() < 500) {
      return Optional.of(withStatus(refusal.getCode()));
    }
    if (cause instanceof TimeoutException) {
      return Optional.of(slowBody());
    }
    return Optional.empty();
  }

  /** The failure for a status that the server chose before any step ran. */
  public static Failure withStatus(int status) {
    return switch (status) {
      case 408 -> slowBody();
      case 413 -> failure(Problems.BODY_TOO_LARGE, "the body is too large");
      case 414 -> failure(ProxyProblems.URI_TOO_LONG, "the request line is over the limit");
      case 417 -> failure(ProxyProblems.EXPECTATION_FAILED, "only 100-continue is known");
      case 431 -> failure(ProxyProblems.HEAD_TOO_LARGE, "the fields are over the limit");
      case 501 -> failure(ProxyProblems.METHOD_REFUSED, "the method or coding is not known");
      case 505 -> failure(ProxyProblems.VERSION_NOT_SUPPORTED, "HTTP/1.x or HTTP/2 are served");
      // The parser's own words may repeat what the client sent, so they are not passed on.
      default -> failure(Problems.MALFORMED_REQUEST, "the message breaks RFC 9110 or RFC 9112");
    };
  }

  public static Failure slowBody() {
    return failure(Problems.REQUEST_TIMEOUT, "the rest of the body did not arrive in time")
        .with("Connection", "close");
  }

  static Failure failure(ProblemType type, String detail) {
    return Failure.client(Problem.of(type, detail));
  }
}
