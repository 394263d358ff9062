package banyan.proxy.route;

import banyan.proxy.Exchange;
import banyan.proxy.match.WireHead;
import banyan.proxy.route.RouteTable.Match;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The step that finds the route: one read of the table in force, then the request keeps what it
 * found, whatever is published meanwhile. Nobody behind it answers 404 or 405 for want of a route.
 * Any thread; never blocks.
 */
public final class RouteHandler extends Handler.Wrapper {
  /** So much of a path is repeated in a problem. */
  private static final int SHOWN_MAX = 200;

  private final LiveRoutes live;

  public RouteHandler(LiveRoutes live, Handler next) {
    super(next);
    this.live = live;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = Exchange.of(request);
    if (exchange.match() != null) {
      // A call has brought its route along.
      return super.handle(request, response, callback);
    }
    Match match = live.current().find(WireHead.of(request, exchange.path()));
    exchange.match(match);
    return switch (match) {
      case Match.Found _ -> super.handle(request, response, callback);
      case Match.Refused refused ->
          throw Failure.client(Problem.of(Problems.MALFORMED_REQUEST, refused.reason()));
      case Match.WrongMethod wrong -> throw wrongMethod(request, exchange, wrong);
      case Match.Nothing _ ->
          throw Failure.client(
              Problem.of(Problems.ROUTE_NOT_FOUND, "no route for " + shown(exchange.path())));
    };
  }

  private static Failure wrongMethod(Request request, Exchange exchange, Match.WrongMethod wrong) {
    String allowed = String.join(", ", wrong.allowed());
    String detail =
        shown(exchange.path()) + " takes " + allowed + ", not " + shown(request.getMethod());
    return Failure.client(Problem.of(Problems.METHOD_NOT_ALLOWED, detail)).with("Allow", allowed);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }
}
