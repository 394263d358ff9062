package banyan.proxy.identity;

import banyan.proxy.Exchange;
import banyan.proxy.route.Destination;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteTable;
import banyan.wire.Caller;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The step that tells who is calling and demands what the route demands, wherever the request goes
 * then, and introduces the caller to the process that answers. A route that no context declares
 * belongs to another system: its credentials pass untouched and unchecked, and it learns nothing of
 * ours. Where routes ask for a tenant, the caller's decides here which of them answers. Challenges
 * follow RFC 6750 section 3. Any thread; never blocks.
 */
public final class IdentityHandler extends Handler.Wrapper {
  private final Identities identities;

  public IdentityHandler(Identities identities, Handler next) {
    super(next);
    this.identities = identities;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = Exchange.of(request);
    if (exchange.caller() != null) {
      // A call has brought its caller along.
      return super.handle(request, response, callback);
    }
    if (!(exchange.match() instanceof RouteTable.Match.Found found)) {
      throw new IllegalStateException("no route: the route step did not run");
    }
    Route declared = found.declared();
    if (declared == null) {
      exchange.caller(Caller.anonymous());
      return super.handle(request, response, callback);
    }
    Caller caller = callerOf(request, exchange, declared.owner());
    exchange.caller(caller);
    if (identities.isCopy(exchange.claims().shadow(), declared.owner())) {
      exchange.markCopy();
    }
    demand(declared.right(), caller);
    RouteTable.Match.Found chosen = found.forTenant(caller.tenant());
    exchange.match(chosen);
    if (chosen.route().to() instanceof Destination.Remote) {
      identities.sign(caller, declared.owner()).ifPresent(exchange::signedCaller);
    }
    return super.handle(request, response, callback);
  }

  private Caller callerOf(Request request, Exchange exchange, String owner) {
    return switch (identities.identify(Credentials.of(request, exchange), owner)) {
      case Identification.Known known -> known.caller();
      case Identification.PassedOn passedOn -> {
        exchange.believeDeadline();
        yield passedOn.caller();
      }
      case Identification.Refused refused ->
          throw Failure.client(Problem.of(Problems.UNAUTHENTICATED, refused.reason()))
              .with(HttpHeader.WWW_AUTHENTICATE.asString(), "Bearer error=\"invalid_token\"");
    };
  }

  private static void demand(@Nullable String right, Caller caller) {
    if (right == null || caller.may(right)) {
      return;
    }
    if (caller.isAnonymous()) {
      throw Failure.client(
              Problem.of(Problems.UNAUTHENTICATED, "this needs a token with the right " + right))
          .with(HttpHeader.WWW_AUTHENTICATE.asString(), "Bearer");
    }
    throw Failure.client(Problem.of(Problems.FORBIDDEN, "this needs the right " + right))
        .with(
            HttpHeader.WWW_AUTHENTICATE.asString(),
            "Bearer error=\"insufficient_scope\", scope=\"" + right + "\"");
  }
}
