package banyan.proxy.upstream;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body begins anew, for who answers in place of an upstream that read some. */
final class RepeatedRequest extends Request.Wrapper {
  private final RequestBody body;

  RepeatedRequest(Request request, RequestBody body) {
    super(request);
    this.body = body;
  }

  @Override
  public Content.@Nullable Chunk read() {
    return body.read();
  }

  @Override
  public void demand(Runnable demandCallback) {
    body.demand(demandCallback);
  }
}
