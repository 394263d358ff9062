package banyan.proxy.parity;

import banyan.proxy.Exchange;
import banyan.wire.Fields;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Tells the build of this process on answers of local code to copies, and to nobody else: who
 * compares must know what answered. Any thread.
 */
public final class BuildHandler extends Handler.Wrapper {
  private final Supplier<String> build;

  public BuildHandler(Supplier<String> build, Handler local) {
    super(local);
    this.build = build;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (Exchange.find(request).filter(Exchange::isCopy).isPresent()) {
      response.getHeaders().put(Fields.BUILD, build.get());
    }
    return super.handle(request, response, callback);
  }
}
