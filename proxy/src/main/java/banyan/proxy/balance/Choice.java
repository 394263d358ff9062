package banyan.proxy.balance;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The endpoints that may get a request, and the one that gets it. Immutable; any thread. */
final class Choice {
  /** An endpoint with the weight that the document gives it. */
  record Weighted(Endpoint endpoint, int weight) {}

  /** So often a draw is repeated for endpoints that start slowly; then the last one stands. */
  private static final int DRAWS_MAX = 8;

  private final List<Weighted> members;
  private final Endpoint[] endpoints;

  /** The weights of each endpoint and all before it. */
  private final int[] upTo;

  private final boolean areEven;
  private final long slowStartNanos;

  Choice(List<Weighted> members, long slowStartNanos) {
    this.members = List.copyOf(members);
    this.slowStartNanos = slowStartNanos;
    this.endpoints = members.stream().map(Weighted::endpoint).toArray(Endpoint[]::new);
    this.upTo = new int[endpoints.length];
    int sum = 0;
    boolean isEven = true;
    for (int i = 0; i < upTo.length; i++) {
      sum += members.get(i).weight();
      upTo[i] = sum;
      isEven &= members.get(i).weight() == members.getFirst().weight();
    }
    this.areEven = isEven;
  }

  List<Weighted> members() {
    return members;
  }

  /** The endpoint with these connections; null when it is not among them. */
  @Nullable Endpoint find(URI origin, ConnectionKey key) {
    for (Endpoint endpoint : endpoints) {
      if (endpoint.is(origin, key)) {
        return endpoint;
      }
    }
    return null;
  }

  /** The choice among those that a request has not tried yet. */
  Choice without(Pick tried) {
    List<Weighted> rest = new ArrayList<>(members);
    rest.removeIf(member -> tried.includes(member.endpoint()));
    return new Choice(rest, slowStartNanos);
  }

  /**
   * The endpoint that a key belongs to, or, without a key, the cheaper of two that were drawn; null
   * when there is none.
   */
  @Nullable Endpoint take(@Nullable String key, long nowNanos, RandomGenerator random) {
    if (endpoints.length <= 1) {
      return endpoints.length == 0 ? null : endpoints[0];
    }
    return key == null ? cheaper(nowNanos, random) : owner(key);
  }

  private Endpoint cheaper(long nowNanos, RandomGenerator random) {
    int first = draw(nowNanos, random, -1);
    int second = draw(nowNanos, random, first);
    Endpoint one = endpoints[first];
    Endpoint other = endpoints[second];
    return PowerOfTwo.takesSecond(
            one.latency(),
            one.inFlight(),
            other.latency(),
            other.inFlight(),
            nowNanos,
            random.nextDouble())
        ? other
        : one;
  }

  /** Draws one by weight, but not {@code except}, and seldom one that has just come. */
  private int draw(long nowNanos, RandomGenerator random, int except) {
    int drawn = -1;
    for (int i = 0; i < DRAWS_MAX; i++) {
      drawn = draw(random, except);
      double share = endpoints[drawn].share(nowNanos, slowStartNanos);
      if (share == 1 || random.nextDouble() < share) {
        return drawn;
      }
    }
    return drawn;
  }

  private int draw(RandomGenerator random, int except) {
    int count = endpoints.length;
    if (areEven) {
      int drawn = random.nextInt(except < 0 ? count : count - 1);
      return except >= 0 && drawn >= except ? drawn + 1 : drawn;
    }
    int excepted = except < 0 ? 0 : weight(except);
    int point = random.nextInt(upTo[count - 1] - excepted);
    if (except >= 0 && point >= upTo[except] - excepted) {
      point += excepted;
    }
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (point < upTo[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private int weight(int index) {
    return index == 0 ? upTo[0] : upTo[index] - upTo[index - 1];
  }

  private Endpoint owner(String key) {
    long hash = Rendezvous.hash(key);
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < endpoints.length; i++) {
      double score = Rendezvous.score(hash, endpoints[i].hash(), weight(i));
      if (score > highest) {
        best = i;
        highest = score;
      }
    }
    return endpoints[best];
  }
}
