package banyan.proxy.upstream;

import banyan.proxy.HopByHop;
import banyan.proxy.resilience.Outcome;
import java.util.List;
import org.eclipse.jetty.client.Response;
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

  /**
   * What a status says of the server that sent it. A refusal shows that it works, and what it has
   * not learnt to do is no failure either.
   */
  static Outcome outcome(int status) {
    boolean isFailure =
        status >= HttpStatus.INTERNAL_SERVER_ERROR_500
            && status != HttpStatus.NOT_IMPLEMENTED_501
            && status != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
    return isFailure ? Outcome.FAILURE : Outcome.SUCCESS;
  }

  /** Whether an answer says that there is none: nothing in it is the service's own word. */
  static boolean isUnavailable(int status) {
    return status == HttpStatus.BAD_GATEWAY_502
        || status == HttpStatus.SERVICE_UNAVAILABLE_503
        || status == HttpStatus.GATEWAY_TIMEOUT_504;
  }

  /**
   * What is wrong with an answer's head; null when it may pass.
   *
   * @param upgrade what was asked for beside an answer; null for nothing
   */
  static @Nullable UpstreamFailure defect(Response answer, @Nullable Upgrade upgrade) {
    return upgrade != null && upgrade.isMistaken(answer.getStatus())
        ? UpstreamFailure.UPGRADE
        : defect(answer.getStatus(), answer.getVersion(), answer.getHeaders());
  }

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
