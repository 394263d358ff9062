package banyan.proxy.identity;

import banyan.proxy.Exchange;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings along to tell who sends it. Nothing here has been verified.
 *
 * @param authorizations the values of {@code Authorization}, one at most in a proper request
 * @param claimedCaller the value of {@code Banyan-Caller}
 * @param isFromHere whether it was meant for this machine by a program on it: the host is a
 *     loopback name (else a name server of an attacker points here), no page of another origin sent
 *     it, and no proxy passed it on
 */
record Credentials(
    List<String> authorizations, @Nullable String claimedCaller, boolean isFromHere) {
  Credentials {
    authorizations = List.copyOf(authorizations);
  }

  static Credentials of(Request request, Exchange exchange) {
    HttpFields fields = request.getHeaders();
    List<String> authorizations =
        fields.stream()
            .filter(field -> field.getHeader() == HttpHeader.AUTHORIZATION)
            .map(HttpField::getValue)
            .map(value -> value == null ? "" : value)
            .toList();
    return new Credentials(authorizations, exchange.claims().caller(), isFromHere(request));
  }

  private static boolean isFromHere(Request request) {
    // As received: the ingress has taken the fields of other proxies out of what the steps see.
    HttpFields fields = Request.unWrap(request).getHeaders();
    String host = request.getHttpURI().getHost();
    String origin = fields.get(HttpHeader.ORIGIN);
    return host != null
        && LoopbackName.matches(host)
        && (origin == null || isLoopbackOrigin(origin))
        && !fields.contains(HttpHeader.VIA)
        && !fields.contains(HttpHeader.FORWARDED)
        && !fields.contains(HttpHeader.X_FORWARDED_FOR);
  }

  /** The origin {@code null} of a sandboxed page has no host. */
  private static boolean isLoopbackOrigin(String origin) {
    try {
      String host = new URI(origin).getHost();
      return host != null && LoopbackName.matches(host);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
