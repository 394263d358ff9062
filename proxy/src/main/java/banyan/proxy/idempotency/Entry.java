package banyan.proxy.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one key.
 *
 * @param fingerprint of the request that came with it, 64 hex digits
 * @param destination who was asked: {@code local} or the name of an upstream
 * @param holder who has the lease, or had it last: a name for one request in one process
 * @param heldUntil when the lease ends by itself, to the millisecond
 * @param endsAt when the key is forgotten, to the millisecond
 * @param answer null where none is kept
 */
public record Entry(
    String fingerprint,
    String destination,
    State state,
    String holder,
    Instant heldUntil,
    Instant endsAt,
    @Nullable StoredAnswer answer) {
  /** What became of the request. */
  public enum State {
    /** It is on its way; or who had it died, when its lease is over. */
    RUNNING,
    /** It was answered, whatever the answer was. */
    ANSWERED,
    /** Whoever was asked may have done it, or not. */
    UNKNOWN
  }

  Entry at(String other) {
    return new Entry(fingerprint, other, state, holder, heldUntil, endsAt, answer);
  }

  Entry in(State other, @Nullable StoredAnswer stored) {
    return new Entry(fingerprint, destination, other, holder, heldUntil, endsAt, stored);
  }
}
