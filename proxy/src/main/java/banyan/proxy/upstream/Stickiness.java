package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.match.Given;
import banyan.proxy.match.WireHead;
import banyan.proxy.route.Balancing.Affinity;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What ties one request to an endpoint. A cookie of our own is random: it says nothing of the
 * endpoint, which is found by its hash, so it needs no signature either. Immutable.
 *
 * @param key null when nothing ties the request
 * @param made the name of the cookie that the client shall keep the key in; null when it has one
 * @param isSecure whether the client speaks TLS
 */
record Stickiness(@Nullable String key, @Nullable String made, boolean isSecure) {
  static final Stickiness NONE = new Stickiness(null, null, false);

  static Stickiness of(@Nullable Affinity affinity, Request request) {
    if (affinity == null) {
      return NONE;
    }
    return of(affinity, WireHead.of(request, "/"), Exchange.of(request));
  }

  /** What ties a copy, by the fields that its original had. */
  static Stickiness of(@Nullable Affinity affinity, Exchange exchange, HttpFields fields) {
    return affinity == null
        ? NONE
        : of(affinity, new WireHead(null, "GET", "/", null, fields), exchange);
  }

  private static Stickiness of(Affinity affinity, WireHead head, Exchange exchange) {
    return switch (affinity) {
      case Affinity.Field field -> of(head.field(field.name()));
      case Affinity.Cookie cookie -> of(head.cookie(cookie.name()));
      case Affinity.OwnCookie own -> {
        Stickiness kept = of(head.cookie(own.name()));
        yield kept.key == null ? made(own, exchange) : kept;
      }
    };
  }

  /** Gives the client the cookie, if one was made for it. */
  void mark(HttpFields.Mutable answer) {
    if (made != null) {
      answer.add(
          HttpHeader.SET_COOKIE,
          made + "=" + key + "; Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : ""));
    }
  }

  private static Stickiness of(Given given) {
    return given instanceof Given.One one && !one.value().isEmpty()
        ? new Stickiness(one.value(), null, false)
        : NONE;
  }

  private static Stickiness made(Affinity.OwnCookie own, Exchange exchange) {
    boolean isSecure = exchange.chain().scheme().equals("https");
    return new Stickiness(UUID.randomUUID().toString(), own.name(), isSecure);
  }
}
