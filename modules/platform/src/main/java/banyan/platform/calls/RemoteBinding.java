package banyan.platform.calls;

import banyan.platform.calls.CallFailure.Kind;
import banyan.platform.calls.CallFailure.Refusal;
import banyan.wire.Arrival;
import banyan.wire.CallAddress;
import banyan.wire.CallSignatures;
import banyan.wire.Fields;
import banyan.wire.Outbound;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls a context in another process by one POST. Any thread; blocks. */
final class RemoteBinding {
  private static final int OK = 200;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final JsonMapper PROBLEMS = new JsonMapper();

  private final CallSignatures signatures;

  RemoteBinding(CallSignatures signatures) {
    this.signatures = signatures;
  }

  Object call(Call call, Outbound to) {
    CallOperation operation = call.operation();
    CallAddress address = operation.address();
    var message =
        new Outbound.Message(
            address.path(), fields(call), call.json(), WireType.BYTES_MAX, !operation.isCommand());
    return switch (to.send(message, call.arrival().deadline())) {
      case Outbound.Outcome.Answered answered -> result(operation, answered);
      case Outbound.Outcome.Unanswered unanswered ->
          throw CallFailure.of(
              kind(unanswered, call),
              address,
              "upstream " + to.name() + ": " + unanswered.reason());
    };
  }

  private Map<String, String> fields(Call call) {
    Arrival arrival = call.arrival();
    CallAddress address = call.operation().address();
    long millis = arrival.deadline().left().toMillis();
    if (millis == 0) {
      throw CallFailure.of(Kind.DEADLINE, address, "no whole millisecond was left for the call");
    }
    Map<String, String> fields = new HashMap<>();
    fields.put("Content-Type", "application/json");
    fields.put(Fields.CALL, signatures.sign(arrival.caller(), address.context()));
    fields.put(Fields.DEADLINE, Long.toString(millis));
    fields.put(Fields.REQUEST_ID, arrival.requestId());
    if (call.key() != null) {
      fields.put(Fields.IDEMPOTENCY_KEY, call.key().value());
    }
    W3CTraceContextPropagator.getInstance().inject(Context.current(), fields, RemoteBinding::put);
    return fields;
  }

  private static void put(@Nullable Map<String, String> fields, String name, String value) {
    if (fields != null) {
      fields.put(name, value);
    }
  }

  private static Kind kind(Outbound.Outcome.Unanswered unanswered, Call call) {
    if (unanswered.mayBeProcessed()) {
      return unanswered.isLate()
          ? Verdict.late(call.operation().isCommand())
          : Kind.OUTCOME_UNKNOWN;
    }
    return call.arrival().deadline().hasPassed() ? Kind.DEADLINE : Kind.UNREACHABLE;
  }

  private static Object result(CallOperation operation, Outbound.Outcome.Answered answered) {
    if (answered.status() == OK) {
      try {
        return operation.result().readAnswer(answered.body());
      } catch (WireFault e) {
        throw CallFailure.unreadable(operation.address(), "the answer", e);
      }
    }
    Refusal refusal = refusal(answered);
    throw CallFailure.refused(
        Verdict.of(refusal, operation.isCommand()),
        operation.address(),
        refusal,
        retryAfter(answered.fields().get("retry-after")),
        null);
  }

  /** A proxy on the way may answer something else than a problem. */
  private static Refusal refusal(Outbound.Outcome.Answered answered) {
    int status = answered.status();
    try {
      JsonNode problem = PROBLEMS.readTree(new String(answered.body(), StandardCharsets.UTF_8));
      String type = problem.path("type").asText("none");
      return new Refusal(
          type.substring(type.lastIndexOf('/') + 1), status, problem.path("detail").asText(""));
    } catch (JsonProcessingException e) {
      return new Refusal("none", status, "the answer is no problem of ours");
    }
  }

  private static @Nullable Duration retryAfter(@Nullable String seconds) {
    return seconds != null && SECONDS.matcher(seconds).matches()
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : null;
  }
}
