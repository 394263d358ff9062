package banyan.proxy.upstream;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/** A request whose body has been translated: it has the new length and none of the old digests. */
public final class MappedRequest extends Request.Wrapper {
  private final HttpFields fields;
  private final int length;
  private final Content.Source body;

  /** The request with another body. */
  public MappedRequest(Request request, byte[] body) {
    super(request);
    this.length = body.length;
    this.body = Content.Source.from(ByteBuffer.wrap(body));
    HttpFields.Mutable edited = HttpFields.build(request.getHeaders());
    MappedResponse.BOUND_TO_BYTES.forEach(edited::remove);
    edited.remove(HttpHeader.TRANSFER_ENCODING);
    edited.remove(HttpHeader.TRAILER);
    edited.put(HttpHeader.CONTENT_LENGTH, length);
    this.fields = edited.asImmutable();
  }

  @Override
  public HttpFields getHeaders() {
    return fields;
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public Content.Chunk read() {
    return body.read();
  }

  @Override
  public void demand(Runnable demandCallback) {
    body.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, demandCallback));
  }

  @Override
  public void fail(Throwable failure) {
    body.fail(failure);
    super.fail(failure);
  }
}
