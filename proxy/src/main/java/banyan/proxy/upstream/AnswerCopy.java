package banyan.proxy.upstream;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Copies an upstream's body to the client, one piece at a time: the next piece is read when the
 * last one is written, so a slow client slows the upstream and nothing piles up. The head goes out
 * as soon as the body makes it wait: an event stream may be silent for long.
 */
final class AnswerCopy extends IteratingCallback {
  private final Content.Source source;
  private final Response response;
  private final boolean isLengthUnsaid;
  private final Ending ending;
  private Content.@Nullable Chunk chunk;
  private boolean isHeadOut;
  private boolean isLastOut;
  private boolean isSourceBroken;

  /**
   * A copy that has not begun.
   *
   * @param isLengthUnsaid whether the server must not count the body for itself: what it would
   *     count in an answer to HEAD is not the length that GET would get (RFC 9110 section 8.6)
   */
  AnswerCopy(Content.Source source, Response response, boolean isLengthUnsaid, Ending ending) {
    this.source = source;
    this.response = response;
    this.isLengthUnsaid = isLengthUnsaid;
    this.ending = ending;
  }

  /** Takes an upstream's head over into the response, with a copy of the body behind it. */
  static AnswerCopy of(
      org.eclipse.jetty.client.Response answer,
      Content.Source source,
      OutgoingRequest outgoing,
      Response response,
      Ending ending) {
    int status = answer.getStatus();
    response.setStatus(status);
    HttpFields.Mutable fields =
        OutgoingFields.toClient(
            status, answer.getHeaders(), answer.getVersion(), outgoing.forwarder().via());
    outgoing.leg().editAnswer(fields);
    outgoing.stickiness().mark(fields);
    OutgoingFields.apply(fields, response.getHeaders());
    if (OutgoingFields.passesTrailers(outgoing.request(), answer.getHeaders())) {
      response.setTrailersSupplier(() -> OutgoingFields.trailers(answer.getTrailers()));
    }
    boolean isLengthUnsaid = OutgoingFields.leavesLengthUnsaid(outgoing.request(), status, fields);
    return new AnswerCopy(source, response, isLengthUnsaid, ending);
  }

  /** Hears how the copy ended, once. */
  interface Ending {
    void copied();

    void upstreamFailed(Throwable cause);

    void clientFailed(Throwable cause);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  protected Action process() throws Throwable {
    if (isLastOut) {
      return Action.SUCCEEDED;
    }
    if (isLengthUnsaid && !isHeadOut) {
      return await();
    }
    Content.Chunk read = source.read();
    if (read == null) {
      return await();
    }
    chunk = read;
    if (Content.Chunk.isFailure(read)) {
      isSourceBroken = true;
      throw read.getFailure();
    }
    isHeadOut = true;
    isLastOut = read.isLast();
    response.write(isLastOut, read.getByteBuffer(), this);
    return Action.SCHEDULED;
  }

  private Action await() {
    if (isHeadOut) {
      source.demand(Invocable.from(InvocationType.NON_BLOCKING, this::succeeded));
    } else {
      isHeadOut = true;
      response.write(false, BufferUtil.EMPTY_BUFFER, this);
    }
    return Action.SCHEDULED;
  }

  @Override
  protected void onSuccess() {
    release();
  }

  @Override
  protected void onCompleteSuccess() {
    ending.copied();
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    release();
    source.fail(cause);
    if (isSourceBroken) {
      ending.upstreamFailed(cause);
    } else {
      ending.clientFailed(cause);
    }
  }

  private void release() {
    if (chunk != null) {
      chunk.release();
      chunk = null;
    }
  }
}
