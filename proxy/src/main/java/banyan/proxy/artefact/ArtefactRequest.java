package banyan.proxy.artefact;

import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/** A request without the marks, and without the validators of the side that does not answer. */
final class ArtefactRequest extends Request.Wrapper {
  private final HttpURI uri;
  private final BroughtArtefacts brought;
  private final BooleanSupplier isByOld;

  /**
   * @param isByOld whether the old side answers in place of the new one, as far as it has come
   */
  ArtefactRequest(Request request, BroughtArtefacts brought, BooleanSupplier isByOld) {
    super(request);
    this.brought = brought;
    this.isByOld = isByOld;
    HttpURI raw = request.getHttpURI();
    this.uri =
        HttpURI.build(raw).path(brought.path(raw.getPath())).query(brought.query()).asImmutable();
  }

  @Override
  public HttpURI getHttpURI() {
    return uri;
  }

  @Override
  public HttpFields getHeaders() {
    return brought.fields(super.getHeaders(), isByOld.getAsBoolean());
  }
}
