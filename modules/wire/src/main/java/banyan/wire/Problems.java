package banyan.wire;

import java.util.List;

/**
 * The problems that any part of Banyan may answer. Contexts and the proxy add lists of their own.
 */
public final class Problems {
  public static final ProblemType MALFORMED_REQUEST =
      new ProblemType(
          "malformed-request",
          400,
          "The request is not well-formed",
          "Send what HTTP and the documented format demand; the detail names the place.");
  public static final ProblemType INVALID_REQUEST =
      new ProblemType(
          "invalid-request",
          422,
          "The request breaks the rules of this operation",
          "Correct every place listed in `violations` and send the request again.");
  public static final ProblemType UNAUTHENTICATED =
      new ProblemType(
          "unauthenticated",
          401,
          "The caller is not known",
          "Send a valid bearer token; `banyan token` makes one.");
  public static final ProblemType FORBIDDEN =
      new ProblemType(
          "forbidden",
          403,
          "The caller may not do this",
          "Ask for a token with the right that the detail names.");
  public static final ProblemType ROUTE_NOT_FOUND =
      new ProblemType(
          "route-not-found",
          404,
          "No route has this path",
          "Compare the path with the API description at /openapi.json.");
  public static final ProblemType METHOD_NOT_ALLOWED =
      new ProblemType(
          "method-not-allowed",
          405,
          "The path does not take this method",
          "Use one of the methods in the `Allow` field.");
  public static final ProblemType INVALID_CURSOR =
      new ProblemType(
          "invalid-cursor",
          400,
          "The cursor is not one of this list",
          "Send `next` of the page before, unchanged and with the same filters; or start again"
              + " without a cursor.");
  public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
      new ProblemType(
          "unsupported-media-type",
          415,
          "The body has a type that this operation does not take",
          "Send `Content-Type: application/json`.");
  public static final ProblemType BODY_TOO_LARGE =
      new ProblemType(
          "body-too-large",
          413,
          "The body is larger than this route takes",
          "Send fewer bytes than the limit in the detail.");
  public static final ProblemType REQUEST_TIMEOUT =
      new ProblemType(
          "request-timeout",
          408,
          "The request did not arrive in time",
          "Send the whole request without long pauses.");
  public static final ProblemType INTERNAL_ERROR =
      new ProblemType(
          "internal-error",
          500,
          "Something broke on our side",
          "Report the `instance`: the log has the cause under the same request id.");
  public static final ProblemType UNAVAILABLE =
      new ProblemType(
          "unavailable",
          503,
          "A part that this operation needs is not available",
          "Send the same request again after the time in `Retry-After`.");

  public static final ProblemType DEADLINE_PASSED =
      new ProblemType(
          "deadline-passed",
          504,
          "A part that this operation needs did not answer in time",
          "The request may have been processed: repeat it with the same `Idempotency-Key`, or when"
              + " that does no harm.");

  public static final ProblemType IDEMPOTENCY_KEY_REQUIRED =
      new ProblemType(
          "idempotency-key-required",
          400,
          "The request needs an idempotency key",
          "Send an `Idempotency-Key` of your own, such as a UUID, and the same one with every"
              + " repetition.");
  public static final ProblemType IDEMPOTENCY_KEY_REUSED =
      new ProblemType(
          "idempotency-key-reused",
          422,
          "The idempotency key belongs to another request",
          "Use a new key for a new request; send the first request unchanged to get its answer.");
  public static final ProblemType IDEMPOTENCY_KEY_IN_FLIGHT =
      new ProblemType(
          "idempotency-key-in-flight",
          409,
          "A request with this idempotency key is still being worked on",
          "Send the same request again after the time in `Retry-After` to get its answer.");

  private Problems() {}

  public static List<ProblemType> all() {
    return List.of(
        MALFORMED_REQUEST,
        INVALID_REQUEST,
        UNAUTHENTICATED,
        FORBIDDEN,
        ROUTE_NOT_FOUND,
        METHOD_NOT_ALLOWED,
        INVALID_CURSOR,
        UNSUPPORTED_MEDIA_TYPE,
        BODY_TOO_LARGE,
        REQUEST_TIMEOUT,
        INTERNAL_ERROR,
        UNAVAILABLE,
        DEADLINE_PASSED,
        IDEMPOTENCY_KEY_REQUIRED,
        IDEMPOTENCY_KEY_REUSED,
        IDEMPOTENCY_KEY_IN_FLIGHT);
  }
}
