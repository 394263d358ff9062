package banyan.proxy.upstream;

import banyan.proxy.HopByHop;
import banyan.proxy.resilience.Outcome;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What the head of an answer must be, beyond what the parser has seen to. Pure functions. */
final class AnswerRules {
  private static final int STATUS_MAX = 599;

  /** More fields than this are a defect, however short they are. */
  private static final int FIELDS_MAX = 500;

  private AnswerRules() {}

  /** What is wrong with a head; null when it may pass. */
  static @Nullable UpstreamFailure defect(int status, HttpVersion version, HttpFields fields) {
    if (status == HttpStatus.SWITCHING_PROTOCOLS_101) {
      return UpstreamFailure.UPGRADE;
    }
    if (fields.size() > FIELDS_MAX) {
      return UpstreamFailure.HEAD_TOO_LARGE;
    }
    boolean isHttp1 = version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    return status > STATUS_MAX || !isHttp1 || !isCodingKnown(version, fields)
        ? UpstreamFailure.PROTOCOL
        : null;
  }

  /**
   * What a status says about the endpoint that sent it. A refusal is no failure, and neither is
   * what the server knows not how to do (501, 505).
   */
  static Outcome outcome(int status) {
    boolean isFailure =
        HttpStatus.isServerError(status)
            && status != HttpStatus.NOT_IMPLEMENTED_501
            && status != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
    return isFailure ? Outcome.FAILURE : Outcome.SUCCESS;
  }

  /**
   * A coding that we drop with its field makes the body another one, and HTTP/1.0 has none at all
   * (RFC 9112 section 6.1).
   */
  private static boolean isCodingKnown(HttpVersion version, HttpFields fields) {
    List<String> lines = HopByHop.lines(fields, HttpHeader.TRANSFER_ENCODING);
    return lines.isEmpty()
        || (version == HttpVersion.HTTP_1_1
            && lines.size() == 1
            && lines.getFirst().equalsIgnoreCase("chunked"));
  }
}
