package banyan.proxy.compare;

import java.util.Locale;
import java.util.Set;

/** What of a header field is compared. */
enum FieldKind {
  /** Nothing: of the connection, of the way, or of this very message. */
  IGNORED,
  /** That it is there: each side names its own states and counts its own requests. */
  PRESENCE,
  /** The set of its members. */
  SET,
  /** Names and attributes; values where they are no secrets. */
  COOKIE,
  /** Type and parameters, without case. */
  MEDIA_TYPE,
  /** A URL, which may be relative. */
  URL,
  /** Its value, letter by letter: what browsers may do, and for whom. */
  POLICY,
  /** Its value, but for ids, moments and origins. */
  VALUE;

  private static final Set<String> OF_THE_WAY =
      Set.of(
          "age",
          "alt-svc",
          "cf-ray",
          "connection",
          "content-encoding",
          "content-length",
          "content-md5",
          "content-digest",
          "correlation-id",
          "date",
          "digest",
          "keep-alive",
          "nel",
          "proxy-connection",
          "proxy-status",
          "report-to",
          "repr-digest",
          "request-id",
          "server",
          "server-timing",
          "te",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "x-amz-cf-id",
          "x-amzn-requestid",
          "x-amzn-trace-id",
          "x-b3-spanid",
          "x-b3-traceid",
          "x-cache",
          "x-correlation-id",
          "x-powered-by",
          "x-request-id",
          "x-response-time",
          "x-runtime",
          "x-served-by",
          "x-trace-id");

  private static final Set<String> SETS =
      Set.of(
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-expose-headers",
          "allow",
          "accept-patch",
          "accept-post",
          "cache-control",
          "content-language",
          "link",
          "vary");

  private static final Set<String> POLICIES =
      Set.of(
          "access-control-allow-origin",
          "content-security-policy",
          "content-security-policy-report-only",
          "permissions-policy",
          "referrer-policy",
          "timing-allow-origin",
          "x-frame-options");

  /** The kind of a field by its name in lower case. */
  static FieldKind of(String name) {
    if (OF_THE_WAY.contains(name) || name.startsWith("banyan-")) {
      return IGNORED;
    }
    if (SETS.contains(name)) {
      return SET;
    }
    if (POLICIES.contains(name)) {
      return POLICY;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "etag", "retry-after" -> PRESENCE;
      case "set-cookie" -> COOKIE;
      case "content-type" -> MEDIA_TYPE;
      case "location", "content-location" -> URL;
      default -> name.contains("ratelimit") ? PRESENCE : VALUE;
    };
  }
}
