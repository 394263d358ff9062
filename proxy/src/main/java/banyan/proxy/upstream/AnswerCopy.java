package banyan.proxy.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Copies an upstream's body to the client, one piece at a time: the next piece is read when the
 * last one is written, so a slow client slows the upstream and nothing piles up. The head goes out
 * as soon as the body makes it wait: an event stream may be silent for long. One thread at a time,
 * save where a method says otherwise.
 */
final class AnswerCopy extends IteratingCallback {
  /** What a reader of events is told behind the last one: to come back in a second. */
  private static final byte[] FAREWELL = "retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Content.Source source;
  private final Response response;
  private final boolean isLengthUnsaid;
  private final Ending ending;
  private Content.@Nullable Chunk chunk;
  private boolean isHeadOut;
  private boolean isLastOut;
  private boolean isSourceBroken;
  private @Nullable EventBoundary events;
  private Consumer<Throwable> upstreamOver = _ -> {};
  private boolean isCutShort;
  private volatile boolean isToEnd;
  private volatile boolean isSilentBetweenEvents;

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

  /** Makes it one that {@link #endBetweenEvents} may end. Before it begins. */
  void followEvents(Consumer<Throwable> over) {
    events = new EventBoundary();
    upstreamOver = over;
  }

  /** Ends a stream of events with a farewell, behind the event that is going out. Any thread. */
  void endBetweenEvents() {
    isToEnd = true;
    if (isSilentBetweenEvents) {
      // Nobody is at work: the broken source wakes the copy up.
      upstreamOver.accept(new EofException("the stream is ended here"));
    }
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
    isSilentBetweenEvents = false;
    if (mayEndHere()) {
      return farewell();
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
    if (events != null) {
      events.passed(read.getByteBuffer());
    }
    response.write(isLastOut, read.getByteBuffer(), this);
    return Action.SCHEDULED;
  }

  private Action await() {
    if (isHeadOut) {
      isSilentBetweenEvents = events != null && events.isHere();
      if (mayEndHere()) {
        return farewell();
      }
      source.demand(Invocable.from(InvocationType.NON_BLOCKING, this::succeeded));
    } else {
      isHeadOut = true;
      response.write(false, BufferUtil.EMPTY_BUFFER, this);
    }
    return Action.SCHEDULED;
  }

  private boolean mayEndHere() {
    return isToEnd && events != null && events.isHere();
  }

  private Action farewell() {
    isCutShort = true;
    isLastOut = true;
    response.write(true, ByteBuffer.wrap(FAREWELL), this);
    return Action.SCHEDULED;
  }

  @Override
  protected void onSuccess() {
    release();
  }

  @Override
  protected void onCompleteSuccess() {
    if (isCutShort) {
      upstreamOver.accept(new EofException("the stream was ended here"));
    }
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
