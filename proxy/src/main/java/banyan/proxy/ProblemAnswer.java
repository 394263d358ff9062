package banyan.proxy;

import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes a failure as the answer to a request. The response must not be committed. */
public final class ProblemAnswer {
  private static final HttpField NO_STORE = new HttpField(HttpHeader.CACHE_CONTROL, "no-store");

  private ProblemAnswer() {}

  public static void write(
      Response response, Callback callback, Failure failure, String requestId) {
    HttpField date = response.getHeaders().getField(HttpHeader.DATE);
    response.reset();
    HttpFields.Mutable fields = response.getHeaders();
    if (date != null) {
      fields.put(date);
    }
    fields.put(NO_STORE);
    fields.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    fields.put(Fields.REQUEST_ID, requestId);
    failure.fields().forEach(fields::put);
    if (failure.retryAfter() != null) {
      fields.put(HttpHeader.RETRY_AFTER, Math.max(1, failure.retryAfter().toSeconds()));
    }
    response.setStatus(failure.problem().status());
    byte[] body = failure.problem().toJson(requestId);
    fields.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
