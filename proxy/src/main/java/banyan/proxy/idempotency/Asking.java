package banyan.proxy.idempotency;

import banyan.proxy.Exchange;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.route.KeyPolicy;
import banyan.proxy.route.RouteTable.Match.Found;
import banyan.wire.Caller;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** What the ledger is asked about a request: whose key it is, and what came with it. Pure. */
final class Asking {
  private Asking() {}

  /**
   * The question.
   *
   * @param body a digest of it; empty where it is not held
   */
  static Ledger.Asked of(Request request, Found found, KeyPolicy policy, String key, String body) {
    Exchange exchange = Exchange.of(request);
    Caller caller = exchange.caller() == null ? Caller.anonymous() : exchange.caller();
    String route = found.declared() == null ? found.route().id() : found.declared().id();
    String destination = found.route().to().name();
    SideChoice side = exchange.side();
    Set<String> reachable =
        side == null ? Set.of(destination) : Set.of(side.migration().from(), side.migration().to());
    return new Ledger.Asked(
        KeyName.of(caller.tenant(), principal(caller, request), route, key),
        fingerprint(request, policy, body),
        destination,
        reachable,
        policy);
  }

  /** Who sends a key. What only the upstream can verify is told apart, and not believed. */
  private static String principal(Caller caller, Request request) {
    String credentials = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return caller.isAnonymous() && credentials != null
        ? "bearer of " + KeyName.digest(credentials)
        : caller.principal();
  }

  /**
   * What tells a request from another one with its key. An answer that we replay must be for the
   * same body, and of the same session; otherwise who keeps the key compares bodies itself.
   */
  private static String fingerprint(Request request, KeyPolicy policy, String body) {
    String path = Exchange.of(request).path();
    String query = String.valueOf(request.getHttpURI().getQuery());
    return switch (policy.replay()) {
      case UPSTREAM -> KeyName.digest(request.getMethod(), path, query);
      case PROXY ->
          KeyName.digest(
              request.getMethod(),
              path,
              query,
              String.join(";", request.getHeaders().getValuesList(HttpHeader.COOKIE)),
              body);
    };
  }
}
