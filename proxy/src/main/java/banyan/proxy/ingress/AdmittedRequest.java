package banyan.proxy.ingress;

import banyan.proxy.Exchange;
import banyan.proxy.HopByHop;
import banyan.proxy.InternalFields;
import banyan.proxy.tunnel.WebSocketHandshake;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/**
 * A request as the steps behind the ingress see it: with the normalised path, and without the
 * fields that a client may not set.
 */
final class AdmittedRequest extends Request.Wrapper {
  private final String method;
  private final HttpURI uri;
  private final HttpFields fields;

  AdmittedRequest(Request request, Exchange exchange) {
    super(request);
    HttpURI raw = request.getHttpURI();
    String path = exchange.path();
    uri = path.equals(raw.getPath()) ? raw : HttpURI.build(raw).path(path).asImmutable();
    WebSocketHandshake handshake = exchange.handshake();
    method = handshake != null && handshake.isStream() ? "GET" : request.getMethod();
    fields = admitted(request.getHeaders());
  }

  /** The one that routes know: a WebSocket over HTTP/2 asks with CONNECT for what GET gets. */
  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public HttpURI getHttpURI() {
    return uri;
  }

  @Override
  public HttpFields getHeaders() {
    return fields;
  }

  private static HttpFields admitted(HttpFields fields) {
    List<String> cookies =
        fields.contains(HttpHeader.COOKIE) ? fields.getValuesList(HttpHeader.COOKIE) : List.of();
    if (cookies.size() < 2 && !hasReserved(fields)) {
      return fields;
    }
    HttpFields.Mutable kept = HttpFields.build();
    for (HttpField field : fields) {
      if (!isReserved(field)) {
        kept.add(field);
      }
    }
    if (cookies.size() > 1) {
      // HTTP/2 may send them in crumbs, which nobody else knows (RFC 9113 section 8.2.3).
      kept.put(HttpHeader.COOKIE, String.join("; ", cookies));
    }
    return kept.asImmutable();
  }

  private static boolean hasReserved(HttpFields fields) {
    for (HttpField field : fields) {
      if (isReserved(field)) {
        return true;
      }
    }
    return false;
  }

  /** A spelling that some servers take for a field that frames, routes or identifies. */
  private static boolean isTwin(HttpField field) {
    return field.getName().indexOf('_') >= 0
        && HopByHop.isProtected(field.getName().replace("_", "-"));
  }

  private static boolean isReserved(HttpField field) {
    String name = InternalFields.canonical(field);
    return InternalFields.isInternal(name) || InternalFields.isForwarding(name) || isTwin(field);
  }
}
