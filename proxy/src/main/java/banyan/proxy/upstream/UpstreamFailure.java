package banyan.proxy.upstream;

import banyan.proxy.ProxyProblems;
import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.resilience.Outcome;
import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.ProblemType;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Why an upstream gave no answer: a problem, and the error type of {@code Proxy-Status} that tells
 * our 502, 503 and 504 from the upstream's own (RFC 9209 section 2.3).
 */
@SuppressWarnings("ImmutableEnumChecker") // a ProblemType is a record of text
enum UpstreamFailure {
  DNS_ERROR(ProxyProblems.UPSTREAM_UNREACHABLE, "dns_error", "its name has no address"),
  CONNECTION_REFUSED(
      ProxyProblems.UPSTREAM_UNREACHABLE, "connection_refused", "it refused the connection"),
  UNROUTABLE(
      ProxyProblems.UPSTREAM_UNREACHABLE, "destination_ip_unroutable", "no network leads to it"),
  CONNECTION_TIMEOUT(
      ProxyProblems.UPSTREAM_TIMEOUT, "connection_timeout", "no connection came about in time"),
  TLS(ProxyProblems.UPSTREAM_UNREACHABLE, "tls_protocol_error", "TLS with it failed"),
  CERTIFICATE(
      ProxyProblems.UPSTREAM_UNREACHABLE,
      "tls_certificate_error",
      "its certificate is not trusted, or has another name"),
  LIMIT_REACHED(
      ProxyProblems.OVERLOADED, "connection_limit_reached", "too many requests wait for it"),
  QUEUE_FULL(ProxyProblems.OVERLOADED, "connection_limit_reached", "too many requests are in work"),
  QUEUE_TIME(
      ProxyProblems.OVERLOADED,
      "connection_limit_reached",
      "too many requests are in work, and none ended in time"),
  BREAKER_OPEN(
      ProxyProblems.UPSTREAM_UNAVAILABLE,
      "destination_unavailable",
      "it failed too often and is left alone for a while"),
  CALLED_OFF(ProxyProblems.UPSTREAM_FAILED, "connection_terminated", "another answer came sooner"),
  UNAVAILABLE(
      ProxyProblems.UPSTREAM_FAILED, "connection_terminated", "it answered that it cannot answer"),
  DEADLINE(
      ProxyProblems.UPSTREAM_TIMEOUT,
      "http_response_timeout",
      "the time in which its answer is awaited is over"),
  TERMINATED(ProxyProblems.UPSTREAM_FAILED, "connection_terminated", "it broke the connection off"),
  INCOMPLETE(
      ProxyProblems.UPSTREAM_FAILED, "http_response_incomplete", "its answer ended too early"),
  PROTOCOL(ProxyProblems.UPSTREAM_FAILED, "http_protocol_error", "its answer is no HTTP"),
  CODING(
      ProxyProblems.UPSTREAM_FAILED,
      "http_response_transfer_coding",
      "the chunks of its answer are malformed"),
  HEAD_TOO_LARGE(
      ProxyProblems.UPSTREAM_FAILED,
      "http_response_header_section_size",
      "the head of its answer is too large"),
  TRANSFORM(
      ProxyProblems.UPSTREAM_FAILED,
      "http_response_transform_error",
      "its answer does not fit the adapter of the route"),
  UPGRADE(
      ProxyProblems.UPSTREAM_FAILED,
      "http_upgrade_failed",
      "it switched protocols unasked or wrongly"),
  RESPONSE_TIMEOUT(
      ProxyProblems.UPSTREAM_TIMEOUT, "http_response_timeout", "its answer did not come in time"),
  INTERNAL(ProxyProblems.UPSTREAM_FAILED, "proxy_internal_error", "the exchange broke");

  /** What a client is told to wait at least when it is refused. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ProblemType problem;
  private final String error;
  private final String detail;

  UpstreamFailure(ProblemType problem, String error, String detail) {
    this.problem = problem;
    this.error = error;
    this.detail = detail;
  }

  /** What it says of the upstream: nothing, where the fault is here or with the client. */
  Outcome outcome() {
    return switch (this) {
      case LIMIT_REACHED,
          QUEUE_FULL,
          QUEUE_TIME,
          BREAKER_OPEN,
          CALLED_OFF,
          DEADLINE,
          TRANSFORM,
          INTERNAL ->
          Outcome.IGNORE;
      case DNS_ERROR,
          CONNECTION_REFUSED,
          UNROUTABLE,
          CONNECTION_TIMEOUT,
          TLS,
          CERTIFICATE,
          UNAVAILABLE,
          TERMINATED,
          INCOMPLETE,
          PROTOCOL,
          CODING,
          HEAD_TOO_LARGE,
          UPGRADE,
          RESPONSE_TIMEOUT ->
          Outcome.FAILURE;
    };
  }

  /**
   * How an attempt ended that failed so.
   *
   * @param wasSent whether the upstream may have begun to work on it
   */
  AttemptEnd end(boolean wasSent, boolean isAnswerBegun) {
    return switch (this) {
      case DNS_ERROR,
          CONNECTION_REFUSED,
          UNROUTABLE,
          CONNECTION_TIMEOUT,
          TLS,
          CERTIFICATE,
          TERMINATED,
          INCOMPLETE -> {
        AttemptEnd behindTheHead = isAnswerBegun ? AttemptEnd.FINAL : AttemptEnd.BROKEN;
        yield wasSent ? behindTheHead : AttemptEnd.UNPROCESSED;
      }
      case RESPONSE_TIMEOUT -> isAnswerBegun ? AttemptEnd.FINAL : AttemptEnd.LATE;
      case UNAVAILABLE -> AttemptEnd.UNAVAILABLE;
      case LIMIT_REACHED,
          QUEUE_FULL,
          QUEUE_TIME,
          BREAKER_OPEN,
          CALLED_OFF,
          DEADLINE,
          PROTOCOL,
          CODING,
          HEAD_TOO_LARGE,
          TRANSFORM,
          UPGRADE,
          INTERNAL ->
          AttemptEnd.FINAL;
    };
  }

  /** The error type of RFC 9209 section 2.3. */
  String error() {
    return error;
  }

  /** What a client is answered. */
  int status() {
    return problem.status();
  }

  /** Reads what the client library reports. */
  static UpstreamFailure of(Throwable cause, boolean wasConnected, boolean isAnswerBegun) {
    return switch (cause) {
      case Ended ended -> ended.failure();
      case UnknownHostException e -> DNS_ERROR;
      case UnresolvedAddressException e -> DNS_ERROR;
      case NoRouteToHostException e -> UNROUTABLE;
      case ConnectException e -> CONNECTION_REFUSED;
      case SocketTimeoutException e -> CONNECTION_TIMEOUT;
      case TimeoutException e -> wasConnected ? RESPONSE_TIMEOUT : CONNECTION_TIMEOUT;
      case RejectedExecutionException e -> LIMIT_REACHED;
      case SSLException e -> e.getCause() instanceof CertificateException ? CERTIFICATE : TLS;
      case HttpResponseException e -> protocol(e.getCause());
      case HttpException e -> PROTOCOL;
      case EOFException e -> isAnswerBegun ? INCOMPLETE : TERMINATED;
      case IOException e -> wasConnected ? TERMINATED : CONNECTION_REFUSED;
      default -> INTERNAL;
    };
  }

  /** The parser gives no code for these two, only its words; a test holds us to them. */
  private static UpstreamFailure protocol(@Nullable Throwable cause) {
    if (!(cause instanceof HttpException defect)) {
      return PROTOCOL;
    }
    return switch (String.valueOf(defect.getReason())) {
      case "Early EOF" -> INCOMPLETE;
      case "Response Header Bytes Too Large" -> HEAD_TOO_LARGE;
      default -> PROTOCOL;
    };
  }

  /** What broke, in a few words. */
  String detail() {
    return detail;
  }

  /**
   * The failure that the chain answers with.
   *
   * @param pause how long nothing will be sent to the upstream; zero where something may
   */
  Failure of(String upstream, @Nullable Throwable cause, Duration pause) {
    Failure failure =
        Failure.upstream(Problem.of(problem, "upstream " + upstream + ": " + detail), cause)
            .with(Fields.PROXY_STATUS, "banyan; error=" + error);
    boolean isTemporary = problem.status() == HttpStatus.SERVICE_UNAVAILABLE_503;
    return isTemporary
        ? failure.retryAfter(pause.compareTo(RETRY_AFTER) < 0 ? RETRY_AFTER : pause)
        : failure;
  }

  /** Thrown into an exchange that we end ourselves, so that its end is told by its reason. */
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final UpstreamFailure failure;

    Ended(UpstreamFailure failure) {
      super(failure.error, null, false, false);
      this.failure = failure;
    }

    UpstreamFailure failure() {
      return failure;
    }
  }
}
