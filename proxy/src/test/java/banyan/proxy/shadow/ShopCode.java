package banyan.proxy.shadow;

import banyan.proxy.Exchange;
import banyan.wire.Caller;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Local code of {@link ShadowedShop}: notes who asks, works, and answers. Any thread. */
final class ShopCode extends Handler.Abstract {
  private final List<String> asked;
  private final Runnable work;

  ShopCode(List<String> asked, Runnable work) {
    this.asked = asked;
    this.work = work;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = Exchange.of(request);
    Caller caller = exchange.caller();
    asked.add(
        "%s %s by %s as %s, shadow %s"
            .formatted(
                request.getMethod(),
                request.getHttpURI().getPathQuery(),
                caller == null ? "?" : caller.principal(),
                exchange.requestId(),
                request.getHeaders().get("Banyan-Shadow")));
    work.run();
    response.getHeaders().put("Content-Type", "application/json");
    response.write(true, BufferUtil.toBuffer("\"local\""), callback);
    return true;
  }
}
