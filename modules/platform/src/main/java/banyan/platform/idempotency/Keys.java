package banyan.platform.idempotency;

import banyan.platform.calls.CommandKey;
import banyan.platform.calls.WireType;
import banyan.platform.database.ContextDatabase;
import banyan.platform.http.ApiRequest;
import banyan.platform.http.Reply;
import banyan.wire.Arrival;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Idempotency keys of one context (draft-ietf-httpapi-idempotency-key-header-07), recorded in the
 * transaction of the effect: either both are there after a crash, or neither.
 *
 * <p>A key counts within tenant, principal and route. The answer of a request that ran, refusals
 * below 500 included, is replayed for 24 hours; what throws is rolled back and not recorded, so
 * that it may be tried again. While one request runs, a second with its key is refused at once: the
 * lock is the transaction's and ends with it, however it ends. Any thread; blocks.
 */
public final class Keys {
  /** How long an answer is kept, at the least. */
  public static final Duration RETENTION_DEFAULT = Duration.ofHours(24);

  /** When the second of two simultaneous requests may ask again. */
  private static final Duration IN_FLIGHT_WAIT = Duration.ofSeconds(1);

  /** How long a second call with a key waits for the first, at the most. */
  private static final Duration TURN_WAIT_MAX = Duration.ofSeconds(5);

  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final InstantSource clock;
  private final Duration retention;

  public Keys(InstantSource clock) {
    this(clock, RETENTION_DEFAULT);
  }

  public Keys(InstantSource clock, Duration retention) {
    this.clock = clock;
    this.retention = retention;
  }

  /**
   * Runs {@code effect} in a write transaction of the caller's tenant, once for each key; without a
   * key every time. {@code effect} returns its refusals and must leave the transaction usable.
   *
   * @throws Failure {@code idempotency-key-reused} when the key belongs to another request, {@code
   *     idempotency-key-in-flight} while that request runs
   */
  public Reply once(ApiRequest request, ContextDatabase database, Function<Handle, Reply> effect) {
    Optional<Use> use = Use.of(request);
    String tenant = request.caller().tenant();
    if (use.isEmpty()) {
      return database.write(tenant, effect);
    }
    return database.write(
        tenant,
        handle -> {
          var records = new Records(handle, clock.instant(), retention);
          return once(use.get(), records, request.requestId(), () -> effect.apply(handle));
        });
  }

  /**
   * Runs the effect of a command in a write transaction of the caller's tenant, once for each key.
   * A second call with the key waits for the first one, within its deadline, and gets its result.
   *
   * @param operation names what is done, such as {@code inventory/reserve}
   * @param request a record that may cross a wire
   * @throws Failure {@code idempotency-key-reused} when the key came with another request, {@code
   *     idempotency-key-in-flight} when the first call takes longer than the second may wait
   */
  public <T> T once(
      Arrival arrival,
      String operation,
      CommandKey key,
      Object request,
      Class<T> resultType,
      ContextDatabase database,
      Function<Handle, T> effect) {
    Use use = Use.of(operation, key, WireType.message(request));
    WireType<T> results = WireType.of(resultType);
    return database.write(
        arrival.caller().tenant(),
        handle -> {
          var records = new Records(handle, clock.instant(), retention);
          awaitTurn(records, use, arrival.deadline());
          Optional<Records.Kept> kept = records.find(use);
          if (kept.isPresent()) {
            return results.readAnswer(message(replay(use, kept.get()), arrival.requestId()));
          }
          T result = effect.apply(handle);
          records.forgetSome();
          records.keep(use, stored(results.write(result)), arrival.requestId());
          return result;
        });
  }

  /** The wait holds a connection of the context, so it is short whatever the deadline. */
  private static void awaitTurn(Records records, Use use, Deadline deadline) {
    if (records.lock(use)) {
      return;
    }
    Duration wait = deadline.left().compareTo(TURN_WAIT_MAX) < 0 ? deadline.left() : TURN_WAIT_MAX;
    if (wait.toMillis() == 0 || !records.awaitLock(use, wait)) {
      throw inFlight();
    }
  }

  private static Reply stored(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    return new Reply(OK, Map.of(), new Reply.Text("application/json", text));
  }

  private static byte[] message(Reply stored, String requestId) {
    return stored
        .text(requestId)
        .map(text -> text.content().getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() -> new IllegalStateException("a result that was kept without its text"));
  }

  private static Reply once(Use use, Records records, String requestId, Supplier<Reply> effect) {
    if (!records.lock(use)) {
      throw inFlight();
    }
    Optional<Records.Kept> kept = records.find(use);
    if (kept.isPresent()) {
      return replay(use, kept.get());
    }
    Reply reply = effect.get();
    if (reply.status() >= SERVER_ERROR) {
      return reply;
    }
    records.forgetSome();
    records.keep(use, reply, requestId);
    return reply;
  }

  private static Failure inFlight() {
    return Failure.client(
            Problem.of(
                Problems.IDEMPOTENCY_KEY_IN_FLIGHT,
                "the first request with this key is not answered yet"))
        .retryAfter(IN_FLIGHT_WAIT);
  }

  private static Reply replay(Use use, Records.Kept kept) {
    if (!use.hasFingerprint(kept.fingerprint())) {
      throw Failure.client(
          Problem.of(
              Problems.IDEMPOTENCY_KEY_REUSED, "this key was sent before with another request"));
    }
    return kept.reply().with(Fields.IDEMPOTENCY_REPLAYED, "true");
  }
}
