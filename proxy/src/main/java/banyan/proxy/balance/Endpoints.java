package banyan.proxy.balance;

import banyan.proxy.resilience.Outcome;
import banyan.proxy.route.Balancing;
import banyan.proxy.route.Upstream;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one upstream, through all changes of its definition. Any thread: a lock guards
 * changes, requests read what came of the last one.
 */
public final class Endpoints {
  private final LongSupplier nanoTime;
  private final EndpointFigures figures;
  private final ReentrantLock lock = new ReentrantLock();
  private final Ejector ejector;

  /** By host name, as last found; under the lock. */
  private final Map<String, List<InetAddress>> addresses = new HashMap<>();

  /** Under the lock. */
  private List<Choice.Weighted> members;

  private volatile Upstream upstream;
  private volatile Standing standing;
  private volatile boolean isForgotten;

  /**
   * What requests read.
   *
   * @param every all endpoints
   * @param usable those that get requests
   * @param isPanic whether these are all, since too few are well
   * @param reviewNanos when a request reviews it
   */
  private record Standing(Choice every, Choice usable, boolean isPanic, long reviewNanos) {}

  Endpoints(Upstream upstream, EndpointFigures figures, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.figures = figures;
    this.upstream = upstream;
    long now = nanoTime.getAsLong();
    this.ejector = new Ejector(upstream.balancing().ejection(), now);
    this.members = Members.after(List.of(), upstream, addresses, now);
    this.standing = standing();
  }

  public String upstream() {
    return upstream.name();
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
    if (now - standing.reviewNanos >= 0) {
      review(now);
    }
    Standing current = standing;
    Choice choice = tried == null ? current.usable : rest(current, tried);
    Endpoint taken = choice.take(affinity, now, ThreadLocalRandom.current());
    return taken == null ? null : new Pick(this, taken, now, tried);
  }

  /**
   * Where an attempt would go, for one that shall leave no trace: it counts neither as in flight
   * nor with what becomes of it.
   *
   * @param affinity as for {@link #choose}
   */
  public Aim aim(@Nullable String affinity) {
    long now = nanoTime.getAsLong();
    Endpoint taken =
        Objects.requireNonNull(
            standing.usable.take(affinity, now, ThreadLocalRandom.current()),
            "at least one endpoint");
    return new Aim(taken.origin(), taken.key());
  }

  /** Who is not well is still better than nobody. */
  private static Choice rest(Standing standing, Pick tried) {
    Choice usable = standing.usable.without(tried);
    return usable.members().isEmpty() ? standing.every.without(tried) : usable;
  }

  void ended(Endpoint endpoint, Outcome outcome, long latencyNanos) {
    long now = nanoTime.getAsLong();
    int failures = endpoint.ended(outcome, latencyNanos, now);
    Balancing.Ejection rule = upstream.balancing().ejection();
    // Where too many others are ejected already, a further failure asks again only now and then.
    if (failures > 0 && rule.consecutive() > 0 && failures % rule.consecutive() == 0) {
      change(
          () -> {
            Change change = ejector.eject(endpoint, Change.What.FAILED, all(), rule, now);
            return change == null ? List.of() : List.of(change);
          });
    }
  }

  /** Whether this is the definition, and no equal one: that is found out once. */
  @SuppressWarnings("ReferenceEquality")
  boolean isDefinedBy(Upstream other) {
    return upstream == other;
  }

  /** Changes the definition. Requests in flight stay where they are. */
  void define(Upstream next) {
    change(
        () -> {
          boolean isSame = next.equals(upstream);
          upstream = next;
          if (!isSame) {
            addresses.keySet().retainAll(Names.of(next));
            rebuild();
          }
          return List.of();
        });
  }

  /** Tells where a host name is; never nowhere. */
  void resolved(String host, List<InetAddress> found) {
    change(
        () -> {
          boolean isNamed = Names.of(upstream).contains(host);
          if (isNamed && !found.equals(addresses.put(host, found))) {
            rebuild();
          }
          return List.of();
        });
  }

  /** Tells what a health check found. */
  void checked(Endpoint endpoint, boolean isGood) {
    Balancing.HealthCheck rule = upstream.balancing().health();
    if (rule == null) {
      return;
    }
    change(
        () -> {
          Health before = endpoint.health();
          Health after = before.after(isGood, rule);
          endpoint.health(after);
          if (after.isHealthy() == before.isHealthy()) {
            return List.of();
          }
          if (after.isHealthy()) {
            endpoint.beginSlowly(nanoTime.getAsLong());
          }
          return List.of(
              new Change(
                  endpoint, after.isHealthy() ? Change.What.HEALTHY : Change.What.UNHEALTHY));
        });
  }

  /** No table names the upstream any more; what is in flight ends as it would have. */
  void forget() {
    isForgotten = true;
  }

  boolean isForgotten() {
    return isForgotten;
  }

  Upstream definition() {
    return upstream;
  }

  /** All endpoints, usable or not. */
  List<Endpoint> all() {
    return standing.every.members().stream().map(Choice.Weighted::endpoint).toList();
  }

  boolean isPanic() {
    return standing.isPanic;
  }

  /** How many there are, usable or not; a name with several addresses is several. */
  public int count() {
    return standing.every.members().size();
  }

  /** How the endpoints stand, in the order of the document; requests obey it already. */
  public List<EndpointReport> report() {
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      return standing.every.members().stream()
          .map(member -> EndpointReport.of(this, member, now))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private void review(long now) {
    // Whoever holds the lock does it for all who come by meanwhile.
    if (!lock.isLocked()) {
      change(() -> ejector.review(all(), upstream.balancing().ejection(), now));
    }
  }

  /** Changes what is known, draws the conclusion, and tells it without the lock. */
  private void change(Supplier<List<Change>> doing) {
    List<Change> changes;
    boolean wasPanic;
    boolean isPanic;
    lock.lock();
    try {
      wasPanic = standing.isPanic;
      changes = doing.get();
      standing = standing();
      isPanic = standing.isPanic;
    } finally {
      lock.unlock();
    }
    changes.forEach(change -> figures.changed(upstream.name(), change));
    if (wasPanic != isPanic) {
      figures.panicked(upstream.name(), isPanic);
    }
  }

  private void rebuild() {
    members = Members.after(members, upstream, addresses, nanoTime.getAsLong());
    if (upstream.balancing().health() == null) {
      members.forEach(member -> member.endpoint().health(Health.UNASKED));
    }
  }

  private Standing standing() {
    long slowStart = upstream.balancing().slowStart().toNanos();
    List<Choice.Weighted> usable =
        members.stream().filter(member -> member.endpoint().isUsable()).toList();
    boolean isPanic =
        Ejections.isPanic(usable.size(), members.size(), upstream.balancing().panicShare());
    Choice every = new Choice(members, slowStart);
    return new Standing(
        every,
        isPanic ? every : new Choice(usable, slowStart),
        isPanic,
        ejector.nextNanos(members.stream().map(Choice.Weighted::endpoint).toList()));
  }
}
