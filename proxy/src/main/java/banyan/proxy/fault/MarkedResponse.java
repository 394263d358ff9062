package banyan.proxy.fault;

import banyan.wire.Fields;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer that names the fault that befell its request. The field is put again when the head goes
 * out: on the way, a fallback begins the answer anew. One thread at a time.
 */
final class MarkedResponse extends Response.Wrapper {
  private final String fault;

  MarkedResponse(Request request, Response response, String fault) {
    super(request, response);
    this.fault = fault;
    mark();
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    mark();
    super.write(last, content, callback);
  }

  private void mark() {
    if (!isCommitted()) {
      getHeaders().put(Fields.FAULT, fault);
    }
  }
}
