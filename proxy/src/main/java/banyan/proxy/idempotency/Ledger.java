package banyan.proxy.idempotency;

import banyan.proxy.idempotency.Entry.State;
import banyan.proxy.idempotency.LedgerStore.Change;
import banyan.proxy.route.KeyPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The proxy's memory of idempotency keys: leases of what is in flight, which side has a key, and
 * answers where a route asks for them. It holds no effect: who does the work keeps the key with it,
 * or else a request whose outcome is unknown is not sent again. Any thread; blocks.
 */
public final class Ledger {
  private static final String ANSWER_NOT_KEPT =
      "a request with this key was answered before, and its answer could not be kept";
  private static final String OUTCOME_UNKNOWN =
      "a request with this key was sent before, and nobody knows whether it was done";

  private final LedgerStore store;
  private final InstantSource clock;
  private final Duration lease;

  /**
   * @param lease how long a request may run until its lease ends by itself, because whoever sent it
   *     is thought to be dead
   */
  public Ledger(LedgerStore store, InstantSource clock, Duration lease) {
    this.store = store;
    this.clock = clock;
    this.lease = lease;
  }

  /**
   * A request that comes with a key.
   *
   * @param destination who would be asked, if the key were new
   * @param reachable who can be asked: the sides of its migration
   */
  public record Asked(
      KeyName name,
      String fingerprint,
      String destination,
      Set<String> reachable,
      KeyPolicy policy) {}

  /** What becomes of it. */
  public sealed interface Answer {
    /** It is sent to the destination of the lease. */
    record Granted(KeyLease lease) implements Answer {}

    /** One with this key is on its way. */
    record InFlight() implements Answer {}

    /** The key came with another request. */
    record Reused() implements Answer {}

    /** It had this answer. */
    record Replayed(StoredAnswer answer) implements Answer {}

    /** It must not be sent again, and there is no answer to replay. */
    record Lost(String why) implements Answer {}
  }

  /**
   * The permission to send one request.
   *
   * @param before what was known of the key; null where it is new
   */
  public record KeyLease(KeyName name, String holder, String destination, @Nullable State before) {}

  /** Asks for the lease of a key. */
  public Answer begin(Asked asked) {
    Instant now = now();
    String holder = UUID.randomUUID().toString();
    return store.change(asked.name(), there -> begin(there, asked, holder, now, now.plus(lease)));
  }

  /**
   * The request was answered.
   *
   * @param answer to be replayed; null where none is to be kept
   */
  public void answered(KeyLease ended, @Nullable StoredAnswer answer) {
    end(ended, State.ANSWERED, answer);
  }

  /** Nobody knows whether the request was done. */
  public void unknown(KeyLease ended) {
    end(ended, State.UNKNOWN, null);
  }

  /** The request goes to another destination: the one of the lease provably did nothing. */
  void move(KeyLease lease, String destination) {
    store.change(
        lease.name(),
        there -> {
          boolean isHeld = there != null && there.holder().equals(lease.holder());
          return new Change<>(isHeld ? there.at(destination) : there, true);
        });
  }

  /** The request was provably not worked on: all is as before. */
  public void free(KeyLease ended) {
    end(ended, ended.before(), null);
  }

  private void end(KeyLease ended, @Nullable State state, @Nullable StoredAnswer answer) {
    store.change(ended.name(), there -> new Change<>(end(there, ended, state, answer), true));
  }

  /**
   * Who comes too late, behind the end of its lease, changes nothing that another one has begun.
   */
  private static @Nullable Entry end(
      @Nullable Entry there, KeyLease ended, @Nullable State state, @Nullable StoredAnswer answer) {
    if (there == null || !there.holder().equals(ended.holder())) {
      return there;
    }
    return state == null ? null : there.in(state, answer);
  }

  /** Decides. Pure. */
  private static Change<Answer> begin(
      @Nullable Entry there, Asked asked, String holder, Instant now, Instant heldUntil) {
    if (there == null || !there.endsAt().isAfter(now)) {
      return granted(
          asked,
          asked.destination(),
          holder,
          heldUntil,
          now.plus(asked.policy().retention()),
          null);
    }
    if (!there.fingerprint().equals(asked.fingerprint())) {
      return new Change<>(there, new Answer.Reused());
    }
    if (there.state() == State.RUNNING && there.heldUntil().isAfter(now)) {
      return new Change<>(there, new Answer.InFlight());
    }
    // Whose lease ended by itself is dead, or is thought to be.
    State before = there.state() == State.RUNNING ? State.UNKNOWN : there.state();
    if (asked.policy().replay() == KeyPolicy.Replay.UPSTREAM) {
      boolean isThere = asked.reachable().contains(there.destination());
      String destination = isThere ? there.destination() : asked.destination();
      return granted(asked, destination, holder, heldUntil, there.endsAt(), before);
    }
    if (there.answer() != null) {
      return new Change<>(there, new Answer.Replayed(there.answer()));
    }
    return new Change<>(
        there, new Answer.Lost(before == State.ANSWERED ? ANSWER_NOT_KEPT : OUTCOME_UNKNOWN));
  }

  private static Change<Answer> granted(
      Asked asked,
      String destination,
      String holder,
      Instant heldUntil,
      Instant endsAt,
      @Nullable State before) {
    return new Change<>(
        new Entry(asked.fingerprint(), destination, State.RUNNING, holder, heldUntil, endsAt, null),
        new Answer.Granted(new KeyLease(asked.name(), holder, destination, before)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
