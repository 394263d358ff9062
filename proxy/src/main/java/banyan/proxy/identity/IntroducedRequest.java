package banyan.proxy.identity;

import banyan.wire.Fields;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** A request that tells the next process of the installation who is calling. */
final class IntroducedRequest extends Request.Wrapper {
  private final HttpFields fields;

  IntroducedRequest(Request request, String signedCaller) {
    super(request);
    fields = HttpFields.build(request.getHeaders()).put(Fields.CALLER, signedCaller).asImmutable();
  }

  @Override
  public HttpFields getHeaders() {
    return fields;
  }
}
