package banyan.proxy;

import banyan.wire.ProblemType;
import java.util.List;

/** The problems that only the request path answers. */
public final class ProxyProblems {
  public static final ProblemType URI_TOO_LONG =
      new ProblemType(
          "uri-too-long",
          414,
          "The request target is too long",
          "Shorten the path or the query; long input belongs into a body.");
  public static final ProblemType EXPECTATION_FAILED =
      new ProblemType(
          "expectation-failed",
          417,
          "The request expects what this server does not do",
          "Leave out `Expect`, or send `Expect: 100-continue`.");
  public static final ProblemType HEAD_TOO_LARGE =
      new ProblemType(
          "head-too-large",
          431,
          "The request's fields are too large",
          "Send fewer or shorter fields; cookies are the usual cause.");
  public static final ProblemType CLIENT_LEFT =
      new ProblemType(
          "client-left",
          499,
          "The client left before its answer",
          "Nobody sees this answer; it stands in the access log. Operators: many of them mean that"
              + " clients do not wait as long as the answer takes.");
  public static final ProblemType METHOD_REFUSED =
      new ProblemType(
          "method-refused",
          501,
          "This method is not served here",
          "Use another method: CONNECT and TRACE are refused on every path.");
  public static final ProblemType TRANSFER_CODING_NOT_SUPPORTED =
      new ProblemType(
          "transfer-coding-not-supported",
          501,
          "This transfer coding is not served here",
          "Send `Transfer-Encoding: chunked` or `Content-Length`; compress with"
              + " `Content-Encoding`.");
  public static final ProblemType MISDIRECTED_REQUEST =
      new ProblemType(
          "misdirected-request",
          421,
          "This server does not answer for the host or scheme that was asked",
          "Ask the server that the name leads to. Operators: see the setting `proxy.hosts`.");
  public static final ProblemType VERSION_NOT_SUPPORTED =
      new ProblemType(
          "version-not-supported",
          505,
          "This version of HTTP is not served here",
          "Send HTTP/1.1, or HTTP/2 with prior knowledge.");
  public static final ProblemType LOOP_DETECTED =
      new ProblemType(
          "loop-detected",
          508,
          "The request came back to a proxy that had sent it on",
          "Two route tables send this path to each other; correct `to` in one of them.");
  public static final ProblemType OVERLOADED =
      new ProblemType(
          "overloaded",
          503,
          "Too many requests are in work",
          "Send the same request again after the time in `Retry-After`.");
  public static final ProblemType UPSTREAM_UNREACHABLE =
      new ProblemType(
          "upstream-unreachable",
          502,
          "The server behind this route cannot be reached",
          "Nothing was processed: try again later. Operators: see that the upstream runs at the"
              + " address in the route document.");
  public static final ProblemType UPSTREAM_UNAVAILABLE =
      new ProblemType(
          "upstream-unavailable",
          503,
          "The server behind this route failed too often and is left alone for a while",
          "Nothing was processed: send the same request again after the time in `Retry-After`."
              + " Operators: its breaker is open; see that the upstream answers.");
  public static final ProblemType UPSTREAM_FAILED =
      new ProblemType(
          "upstream-failed",
          502,
          "The server behind this route broke off or answered nonsense",
          "The request may have been processed: repeat it only when that does no harm."
              + " `Proxy-Status` names the defect.");
  public static final ProblemType UPSTREAM_TIMEOUT =
      new ProblemType(
          "upstream-timeout",
          504,
          "The server behind this route did not answer in time",
          "The request may have been processed: repeat it only when that does no harm."
              + " Operators: see the upstream's time-outs in the route document.");

  public static final ProblemType OUTCOME_UNKNOWN =
      new ProblemType(
          "outcome-unknown",
          503,
          "Nobody knows whether the request was done",
          "With `Retry-After`, send the same request again after that time, with the same"
              + " `Idempotency-Key`: it has one effect. Without, look whether it was done, and use a"
              + " new key for another try. Operators: the server behind this route failed while it"
              + " worked.");

  public static final ProblemType PLANTED_FAULT =
      new ProblemType(
          "planted-fault",
          503,
          "An operator planted a fault in this request",
          "Nothing was processed: this is a test of what becomes of failed requests, and the status"
              + " is the one that was asked for. Operators: `banyan fault list` shows it, `banyan"
              + " fault remove` ends it.");

  public static final ProblemType SIDE_RETIRED =
      new ProblemType(
          "side-retired",
          410,
          "The side that was asked for is closed",
          "Leave out `X-Migration-Side`: the other side answers. Operators: see `banyan migration"
              + " show`.");

  public static final ProblemType ARTEFACT_GONE =
      new ProblemType(
          "artefact-gone",
          410,
          "The server that gave out this cursor or upload id answers it no more",
          "Start again: read the list from its first page, begin the upload anew. Operators: the"
              + " route is being moved, see `banyan migration show`.");
  public static final ProblemType FOREIGN_VALIDATOR =
      new ProblemType(
          "foreign-validator",
          412,
          "The state that `If-Match` names was told by another server",
          "Read the resource again, decide again, and send the new `ETag` in `If-Match`. Operators:"
              + " the route is being moved, see `banyan migration show`.");

  private ProxyProblems() {}

  /** The answer of a planted fault, with the status that it asks for. */
  public static ProblemType plantedFault(int status) {
    return new ProblemType(
        PLANTED_FAULT.name(), status, PLANTED_FAULT.title(), PLANTED_FAULT.remedy());
  }

  public static List<ProblemType> all() {
    return List.of(
        URI_TOO_LONG,
        EXPECTATION_FAILED,
        HEAD_TOO_LARGE,
        CLIENT_LEFT,
        METHOD_REFUSED,
        TRANSFER_CODING_NOT_SUPPORTED,
        MISDIRECTED_REQUEST,
        VERSION_NOT_SUPPORTED,
        LOOP_DETECTED,
        OVERLOADED,
        UPSTREAM_UNREACHABLE,
        UPSTREAM_UNAVAILABLE,
        UPSTREAM_FAILED,
        UPSTREAM_TIMEOUT,
        OUTCOME_UNKNOWN,
        SIDE_RETIRED,
        ARTEFACT_GONE,
        FOREIGN_VALIDATOR,
        PLANTED_FAULT);
  }
}
