package banyan.proxy.balance;

import banyan.proxy.resilience.Outcome;
import banyan.proxy.route.Upstream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one upstream, through all changes of its definition. Any thread: a lock guards
 * changes, requests read what came of the last one.
 */
public final class Endpoints {
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Upstream upstream;
  private volatile Choice choice;

  Endpoints(Upstream upstream, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.upstream = upstream;
    this.choice = choiceAfter(new Choice(List.of(), 0));
  }

  /**
   * Chooses who gets an attempt.
   *
   * @param affinity a request with the same one goes to the same endpoint while that can be used;
   *     null for whoever costs least
   * @param tried the pick of the attempt before, which knows of those before it; null for the first
   *     attempt, or when an endpoint may be tried again
   * @return null when all have been tried
   */
  public @Nullable Pick choose(@Nullable String affinity, @Nullable Pick tried) {
    long now = nanoTime.getAsLong();
    Choice current = tried == null ? choice : choice.without(tried);
    Endpoint taken = current.take(affinity, now, ThreadLocalRandom.current());
    return taken == null ? null : new Pick(this, taken, now, tried);
  }

  /** Whether this is the definition, and no equal one: that is found out once. */
  @SuppressWarnings("ReferenceEquality")
  boolean isDefinedBy(Upstream other) {
    return upstream == other;
  }

  /** Changes the definition. Requests in flight stay where they are. */
  void define(Upstream next) {
    lock.lock();
    try {
      boolean isSame = next.equals(upstream);
      upstream = next;
      if (!isSame) {
        choice = choiceAfter(choice);
      }
    } finally {
      lock.unlock();
    }
  }

  void ended(Endpoint endpoint, Outcome outcome, long latencyNanos) {
    endpoint.ended(outcome, latencyNanos, nanoTime.getAsLong());
  }

  /** Who stays keeps what is known of it; who comes among others begins slowly. */
  private Choice choiceAfter(Choice before) {
    List<Choice.Weighted> members = new ArrayList<>();
    List<Endpoint> come = new ArrayList<>();
    for (URI origin : upstream.endpoints()) {
      ConnectionKey key = new ConnectionKey(upstream.trust(), null);
      Endpoint stays = before.find(origin, key);
      Endpoint endpoint = stays == null ? new Endpoint(origin, key) : stays;
      if (stays == null) {
        come.add(endpoint);
      }
      members.add(new Choice.Weighted(endpoint, upstream.balancing().weight(origin)));
    }
    if (come.size() < members.size()) {
      come.forEach(endpoint -> endpoint.beginSlowly(nanoTime.getAsLong()));
    }
    return new Choice(members, upstream.balancing().slowStart().toNanos());
  }
}
