package banyan.proxy.upstream;

import banyan.proxy.HopByHop;
import banyan.proxy.Via;
import banyan.proxy.adapt.BodyMapping;
import banyan.wire.LeasedBytes;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * One copy on its way. Its answer is kept up to a limit, then the connection is closed; what takes
 * too long is ended. Events of the client library come one after the other; any thread.
 */
final class CopyAttempt {
  private final WireRequest wire;
  private final Scheduler scheduler;
  private final @Nullable Leg leg;
  private final Via via;
  private final CopyClient.Limits limits;
  private final LeasedBytes body;
  private final Consumer<CopyEnd> listener;
  private final AtomicBoolean isEnded = new AtomicBoolean();
  private volatile boolean wasConnected;
  private volatile @Nullable Response head;
  private volatile Left left = Left.NOT;
  private volatile Scheduler.@Nullable Task timer;

  /** Why an answer was left before its end. */
  private enum Left {
    NOT,
    TOO_LONG,
    NO_MEMORY,
    ENOUGH_EVENTS
  }

  /**
   * A copy that is not sent yet.
   *
   * @param leg how the upstream speaks; null for local code
   */
  CopyAttempt(
      WireRequest wire,
      Scheduler scheduler,
      @Nullable Leg leg,
      Via via,
      CopyClient.Limits limits,
      LeasedBytes body,
      Consumer<CopyEnd> listener) {
    this.wire = wire;
    this.scheduler = scheduler;
    this.leg = leg;
    this.via = via;
    this.limits = limits;
    this.body = body;
    this.listener = listener;
  }

  void send() {
    wire.onRequestBegin(_ -> wasConnected = true);
    wire.onResponseHeaders(this::begun);
    wire.onResponseContent(this::keep);
    wire.timeout(limits.time().toMillis(), TimeUnit.MILLISECONDS);
    try {
      wire.send(this::completed);
    } catch (RuntimeException _) {
      // Nothing went out: the client is being stopped.
      end(new CopyEnd.Prevented(false));
    }
  }

  private void begun(Response answer) {
    head = answer;
    boolean hasBody = !wire.getMethod().equals("HEAD");
    if (hasBody
        && answer.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > limits.answerBytes()) {
      leave(Left.TOO_LONG);
    }
    if (Copy.isStreamOfEvents(answer.getHeaders())) {
      timer =
          scheduler.schedule(
              () -> leave(Left.ENOUGH_EVENTS),
              limits.eventsTime().toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void keep(Response answer, ByteBuffer content) {
    switch (body.add(content)) {
      case WHOLE -> {}
      case TRUNCATED ->
          leave(Copy.isStreamOfEvents(answer.getHeaders()) ? Left.ENOUGH_EVENTS : Left.TOO_LONG);
      case NOTHING -> leave(Left.NO_MEMORY);
    }
  }

  private void leave(Left why) {
    if (left == Left.NOT) {
      left = why;
      var _ = wire.abort(new UpstreamFailure.Ended(UpstreamFailure.CALLED_OFF));
    }
  }

  private void completed(Result result) {
    Scheduler.Task set = timer;
    if (set != null) {
      set.cancel();
    }
    Response answer = head;
    Throwable cause = result.getFailure();
    if (cause == null) {
      end(answered(result.getResponse(), true));
    } else if (answer == null) {
      end(failed(cause));
    } else {
      end(
          switch (left) {
            case TOO_LONG ->
                new CopyEnd.TooLong(answer.getStatus(), clientFields(answer), body.take());
            case NO_MEMORY -> new CopyEnd.Prevented(true);
            case ENOUGH_EVENTS -> answered(answer, false);
            case NOT -> isTimeOfEventsOver(answer, cause) ? answered(answer, false) : failed(cause);
          });
    }
  }

  private static boolean isTimeOfEventsOver(Response answer, Throwable cause) {
    return cause instanceof TimeoutException && Copy.isStreamOfEvents(answer.getHeaders());
  }

  private void end(CopyEnd how) {
    if (isEnded.compareAndSet(false, true)) {
      try {
        listener.accept(how);
      } finally {
        body.close();
      }
    }
  }

  private CopyEnd failed(Throwable cause) {
    UpstreamFailure failure = UpstreamFailure.of(cause, wasConnected, head != null);
    return switch (failure) {
      case LIMIT_REACHED, CALLED_OFF, INTERNAL -> new CopyEnd.Prevented(false);
      default -> new CopyEnd.Unanswered(failure.status(), failure.error());
    };
  }

  private CopyEnd answered(Response answer, boolean isWhole) {
    UpstreamFailure defect =
        AnswerRules.defect(answer.getStatus(), answer.getVersion(), answer.getHeaders());
    if (defect != null) {
      return new CopyEnd.Unanswered(defect.status(), defect.error());
    }
    HttpFields.Mutable fields = clientFields(answer);
    BodyMapping mapping = mapping(answer.getStatus(), fields);
    if (mapping == null) {
      return new CopyEnd.Answered(answer.getStatus(), fields, body.take(), isWhole);
    }
    boolean isPlain =
        !fields.contains(HttpHeader.CONTENT_ENCODING)
            && answer.getStatus() != HttpStatus.PARTIAL_CONTENT_206;
    if (isPlain
        && mapping.apply(body.take(), limits.answerBytes())
            instanceof BodyMapping.Result.Mapped(byte[] mapped)) {
      MappedResponse.BOUND_TO_BYTES.forEach(fields::remove);
      return new CopyEnd.Answered(answer.getStatus(), fields, mapped, true);
    }
    return new CopyEnd.Unanswered(
        UpstreamFailure.TRANSFORM.status(), UpstreamFailure.TRANSFORM.error());
  }

  /** How its JSON is translated; null where it passes as it is. */
  private @Nullable BodyMapping mapping(int status, HttpFields fields) {
    if (leg == null || leg.adapter() == null || leg.adapter().response().body().isEmpty()) {
      return null;
    }
    boolean isHead = wire.getMethod().equals("HEAD");
    return !isHead && MappedResponse.isTranslated(status, fields)
        ? leg.adapter().response().body()
        : null;
  }

  private HttpFields.Mutable clientFields(Response answer) {
    if (leg == null) {
      return HopByHop.without(answer.getHeaders());
    }
    HttpFields.Mutable fields =
        OutgoingFields.toClient(answer.getStatus(), answer.getHeaders(), answer.getVersion(), via);
    leg.editAnswer(fields);
    return fields;
  }
}
