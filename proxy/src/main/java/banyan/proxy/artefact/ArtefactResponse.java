package banyan.proxy.artefact;

import banyan.proxy.Exchange;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An answer whose fields get their marks before its head goes out. One thread at a time. */
final class ArtefactResponse extends Response.Wrapper {
  private final Supplier<AnswerMarks> marks;
  private final @Nullable String authority;
  private boolean isMarked;

  ArtefactResponse(
      Request request, Response response, Supplier<AnswerMarks> marks, @Nullable String authority) {
    super(request, response);
    this.marks = marks;
    this.authority = authority;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    mark();
    super.write(last, content, callback);
  }

  /** Marks the fields, once; an answer without a body ends without a write. */
  void mark() {
    boolean isOfASide = Exchange.of(getRequest()).answeredBy() != null;
    if (!isMarked && isOfASide && !isCommitted()) {
      isMarked = true;
      marks.get().mark(getHeaders(), authority);
    }
  }

  @Override
  public void reset() {
    isMarked = false;
    super.reset();
  }
}
