package banyan.proxy.upstream;

import banyan.proxy.balance.Pick;
import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.route.Upstream;
import banyan.wire.Deadline;
import banyan.wire.Fields;
import banyan.wire.Outbound.Message;
import banyan.wire.Outbound.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * One message to one endpoint, awaited in phases by the thread that sends it: a connection, the
 * head of the answer, its end. For one thread; the client library tells of events on others.
 */
final class CallAttempt {
  /** What was broken off is told so at once; longer would be a fault of the library. */
  private static final Duration ABORTED_MAX = Duration.ofSeconds(5);

  private final WireRequest request;
  private final Upstream.Timeouts timeouts;
  private final Message message;
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Void> head = new CompletableFuture<>();
  private final CompletableFuture<Outcome> whole = new CompletableFuture<>();
  private volatile @Nullable UpstreamFailure failure;
  private final long startNanos;
  private volatile long headNanos;

  CallAttempt(HttpClient client, Pick pick, Upstream.Timeouts timeouts, Message message) {
    startNanos = pick.startNanos();
    this.timeouts = timeouts;
    this.message = message;
    request = new WireRequest(client, pick.origin(), "POST", message.path(), null);
    request.tag(pick.connectionKey());
    request.headers(fields -> message.fields().forEach(fields::put));
    request.body(new BytesRequestContent("application/json", message.body()));
    request.onRequestBegin(_ -> begun.complete(null));
    request.onResponseBegin(
        _ -> {
          headNanos = System.nanoTime();
          head.complete(null);
        });
  }

  /** Sends it with what is left of the time now, which is less than when the call began. */
  Outcome send(Deadline deadline) {
    request.idleTimeout(timeouts.idle().toMillis(), TimeUnit.MILLISECONDS);
    request.headers(fields -> fields.put(Fields.DEADLINE, deadline.millisLeft()));
    request.send(new Listener());
    try {
      await(begun, timeouts.connect(), deadline);
      await(head, timeouts.firstByte(), deadline);
      await(whole, deadline.left(), deadline);
      return whole.get(ABORTED_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var _ = request.abort(e);
      return new Outcome.Unanswered(begun.isDone(), false, "its caller was stopped");
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("an exchange without an end", e);
    }
  }

  /** What it showed of the endpoint; a caller who has no time left says nothing about it. */
  banyan.proxy.resilience.Outcome shown(Outcome outcome, Deadline deadline) {
    if (outcome instanceof Outcome.Answered answered) {
      return AnswerRules.outcome(answered.status());
    }
    UpstreamFailure why = failure;
    return why == null || deadline.hasPassed()
        ? banyan.proxy.resilience.Outcome.IGNORE
        : why.outcome();
  }

  /** How it ended, as far as sending the message again is concerned. */
  AttemptEnd end(Outcome outcome, FurtherAttempts further) {
    return switch (outcome) {
      case Outcome.Answered answered -> {
        // Who names a time would be asked too early.
        boolean isTimeNamed = answered.fields().containsKey("retry-after");
        yield AnswerRules.isUnavailable(answered.status()) && !isTimeNamed
            ? AttemptEnd.UNAVAILABLE
            : AttemptEnd.FINAL;
      }
      case Outcome.Unanswered _ -> {
        UpstreamFailure why = failure;
        yield why == null ? AttemptEnd.FINAL : further.end(why, begun.isDone(), head.isDone());
      }
    };
  }

  /** How long the head of the answer was awaited, or the failure. */
  long latencyNanos() {
    return (head.isDone() ? headNanos : System.nanoTime()) - startNanos;
  }

  /** Waits for a phase or the end, and breaks the exchange off when neither comes in time. */
  private void await(CompletableFuture<?> phase, Duration limit, Deadline deadline)
      throws InterruptedException, ExecutionException {
    Duration left = deadline.left().compareTo(limit) < 0 ? deadline.left() : limit;
    try {
      var _ = CompletableFuture.anyOf(phase, whole).get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      var _ = request.abort(e);
    }
  }

  private Outcome unanswered(Throwable cause) {
    boolean wasConnected = begun.isDone();
    if (cause instanceof IllegalArgumentException) {
      // The buffer of the library says so in this way alone.
      return new Outcome.Unanswered(
          true, false, "its answer is larger than " + message.answerBytesMax() + " bytes");
    }
    UpstreamFailure why = UpstreamFailure.of(cause, wasConnected, head.isDone());
    failure = why;
    boolean isLate =
        why == UpstreamFailure.RESPONSE_TIMEOUT || why == UpstreamFailure.CONNECTION_TIMEOUT;
    return new Outcome.Unanswered(wasConnected, isLate, why.detail());
  }

  /** Keeps the body of the answer, up to its limit. */
  private final class Listener extends BufferingResponseListener {
    Listener() {
      super(message.answerBytesMax());
    }

    @Override
    public void onComplete(Result result) {
      Throwable cause = result.getFailure();
      whole.complete(cause == null ? answered(result.getResponse()) : unanswered(cause));
    }

    private Outcome answered(Response response) {
      Map<String, String> fields = new HashMap<>();
      for (HttpField field : response.getHeaders()) {
        String value = field.getValue();
        fields.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), value == null ? "" : value);
      }
      byte[] body = getContent();
      return new Outcome.Answered(response.getStatus(), fields, body == null ? new byte[0] : body);
    }
  }
}
