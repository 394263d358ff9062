package banyan.proxy.ingress;

import banyan.proxy.HopByHop;
import banyan.proxy.ProxyProblems;
import banyan.wire.Problems;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;

/**
 * What a request may say of its transfer coding: {@code chunked}, alone and in one line (RFC 9112
 * section 6.1). This hop decodes no other, and a message whose coding is dropped on the way is
 * another message. Pure functions.
 */
final class TransferCodings {
  private static final String CHUNKED = "chunked";

  private TransferCodings() {}

  /** Throws a failure that ends the connection, since nobody knows where such a body ends. */
  static void check(HttpFields fields, HttpVersion version) {
    if (!fields.contains(HttpHeader.TRANSFER_ENCODING)) {
      return;
    }
    if (version == HttpVersion.HTTP_1_0) {
      // RFC 9112 section 6.1: such a message is framed wrongly, whatever follows cannot be trusted.
      throw ClientFailure.failure(Problems.MALFORMED_REQUEST, "HTTP/1.0 has no Transfer-Encoding")
          .with("Connection", "close");
    }
    List<String> lines = HopByHop.lines(fields, HttpHeader.TRANSFER_ENCODING);
    if (lines.size() == 1 && lines.getFirst().equalsIgnoreCase(CHUNKED)) {
      return;
    }
    boolean isListOfTokens =
        lines.stream()
            .flatMap(line -> List.of(line.split(",", -1)).stream())
            .allMatch(Tokens::isToken);
    throw isListOfTokens
        ? ClientFailure.failure(
                ProxyProblems.TRANSFER_CODING_NOT_SUPPORTED, "chunked is the only coding served")
            .with("Connection", "close")
        : ClientFailure.failure(Problems.MALFORMED_REQUEST, "Transfer-Encoding is no list of names")
            .with("Connection", "close");
  }
}
