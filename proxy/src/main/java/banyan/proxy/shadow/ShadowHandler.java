package banyan.proxy.shadow;

import banyan.proxy.Exchange;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The step that keeps what a copy of a request needs, once its side is known. Where nothing is
 * migrated it costs a null check. Any thread; never blocks.
 */
final class ShadowHandler extends Handler.Wrapper {
  private final Shadow shadow;

  ShadowHandler(Handler next, Shadow shadow) {
    super(next);
    this.shadow = shadow;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = Exchange.of(request);
    if (exchange.side() == null || shadow.isOff()) {
      return super.handle(request, response, callback);
    }
    Candidacy candidacy =
        Candidacy.of(
            exchange,
            request.getMethod(),
            request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING),
            shadow.reverseShare(),
            ThreadLocalRandom.current().nextDouble());
    return switch (candidacy) {
      case Candidacy.None _ -> super.handle(request, response, callback);
      case Candidacy.Left left -> {
        shadow.skipped(left.migration(), left.why());
        yield super.handle(request, response, callback);
      }
      case Candidacy.Found found ->
          super.handle(request, new CapturedResponse(found, shadow, request, response), callback);
    };
  }
}
