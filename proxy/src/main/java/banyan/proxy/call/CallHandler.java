package banyan.proxy.call;

import banyan.proxy.ClaimedCall;
import banyan.proxy.Exchange;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteTable;
import banyan.wire.CallAddress;
import banyan.wire.CallSignatures;
import banyan.wire.CallerTokens;
import banyan.wire.Deadline;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The step that tells the calls of other processes from what clients send. A request with a valid
 * signature for an operation of this process gets its route and its caller here, before any
 * document could lead it elsewhere. Any other request passes as if there were no calls at all: what
 * the table says of its path is all that its sender learns. Any thread; never blocks.
 */
public final class CallHandler extends Handler.Wrapper {
  private final Map<CallAddress, Route> offered;
  private final CallSignatures signatures;

  /**
   * A step for some operations.
   *
   * @param offered the operations that local code answers, each with the route it is counted under
   */
  public CallHandler(Map<CallAddress, Route> offered, CallSignatures signatures, Handler next) {
    super(next);
    this.offered = Map.copyOf(offered);
    this.signatures = signatures;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = Exchange.of(request);
    ClaimedCall claimed = exchange.claims().call();
    if (claimed != null && request.getMethod().equals("POST")) {
      CallAddress.of(exchange.path())
          .ifPresent(address -> admit(request, exchange, claimed, address));
    }
    return super.handle(request, response, callback);
  }

  private void admit(Request request, Exchange exchange, ClaimedCall claimed, CallAddress address) {
    Route route = offered.get(address);
    if (route == null) {
      return;
    }
    switch (signatures.read(claimed.signature(), address.context())) {
      case CallerTokens.Reading.Refused _ -> {}
      case CallerTokens.Reading.Valid valid -> {
        exchange.match(new RouteTable.Match.Found(route, route));
        exchange.caller(valid.caller());
        limit(exchange, claimed.millisLeft());
        request.setAttribute(CallAddress.ATTRIBUTE, address);
      }
    }
  }

  private static void limit(Exchange exchange, @Nullable String millisLeft) {
    if (millisLeft != null) {
      Deadline.ofMillisLeft(millisLeft).ifPresent(exchange::limit);
    }
  }
}
