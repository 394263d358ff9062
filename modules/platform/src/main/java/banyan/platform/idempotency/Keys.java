package banyan.platform.idempotency;

import banyan.platform.database.ContextDatabase;
import banyan.platform.http.ApiRequest;
import banyan.platform.http.Reply;
import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.time.Duration;
import java.time.InstantSource;
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

  private static Reply once(Use use, Records records, String requestId, Supplier<Reply> effect) {
    if (!records.lock(use)) {
      throw Failure.client(
              Problem.of(
                  Problems.IDEMPOTENCY_KEY_IN_FLIGHT,
                  "the first request with this key is not answered yet"))
          .retryAfter(IN_FLIGHT_WAIT);
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

  private static Reply replay(Use use, Records.Kept kept) {
    if (!use.hasFingerprint(kept.fingerprint())) {
      throw Failure.client(
          Problem.of(
              Problems.IDEMPOTENCY_KEY_REUSED,
              "this key was sent before with another path or body"));
    }
    return kept.reply().with(Fields.IDEMPOTENCY_REPLAYED, "true");
  }
}
