package banyan.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import banyan.proxy.resilience.Outcome;
import banyan.testing.TestSize;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Who gets how much, by a seeded generator and a clock that is moved. */
final class ChoiceTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final long SLOW_START = Duration.ofSeconds(30).toNanos();
  private static final int REQUESTS = TestSize.pick("choices", 20_000, 100_000, 2_000_000);

  private final RandomGenerator random = new SplittableRandom(42);
  private long now = Duration.ofHours(1).toNanos();

  @Test
  void endpointsThatCostTheSameShareByWeight() {
    List<Endpoint> endpoints = endpoints(4);
    var shares = shares(choice(endpoints, 1, 2, 3, 4), endpoints);
    for (int i = 0; i < 4; i++) {
      assertThat(shares.get(i)).isCloseTo((i + 1) / 10.0, within(0.02));
    }
  }

  @Test
  void twoOfEqualWeightTakeTurns() {
    List<Endpoint> endpoints = endpoints(2);
    assertThat(shares(choice(endpoints, 7, 7), endpoints).getFirst()).isCloseTo(0.5, within(0.02));
  }

  @Test
  void aSlowEndpointGetsLessButIsNotForgotten() {
    List<Endpoint> endpoints = endpoints(3);
    Choice choice = choice(endpoints, 1, 1, 1);
    List<Double> shares = served(choice, endpoints, List.of(MILLI, MILLI, 20 * MILLI));
    assertThat(shares.get(2)).isBetween(0.0001, 0.1);
    assertThat(shares.get(0)).isCloseTo(shares.get(1), within(0.05));
  }

  @Test
  void aFailingEndpointIsNotLovedForBeingFast() {
    List<Endpoint> endpoints = endpoints(2);
    Choice choice = choice(endpoints, 1, 1);
    int failed = 0;
    for (int i = 0; i < REQUESTS; i++) {
      Endpoint taken = take(choice);
      boolean isFailing = taken == endpoints.getFirst();
      failed += isFailing ? 1 : 0;
      taken.begun();
      int _ =
          taken.ended(
              isFailing ? Outcome.FAILURE : Outcome.SUCCESS,
              isFailing ? MILLI / 100 : 10 * MILLI,
              now);
      now += 10 * MILLI;
    }
    assertThat((double) failed / REQUESTS).isLessThan(0.01);
  }

  @Test
  void theOneWithLessInFlightIsPreferred() {
    List<Endpoint> endpoints = endpoints(2);
    for (int i = 0; i < 9; i++) {
      endpoints.getFirst().begun();
    }
    // It would cost ten times as much: one request in two hundred still goes there.
    assertThat(shares(choice(endpoints, 1, 1), endpoints).getFirst()).isLessThan(0.02);
  }

  @Test
  void whoHasJustComeBeginsSlowly() {
    List<Endpoint> endpoints = endpoints(2);
    endpoints.getFirst().beginSlowly(now);
    Choice choice = choice(endpoints, 1, 1);
    double atOnce = shares(choice, endpoints).getFirst();
    now += SLOW_START / 2;
    double halfWay = shares(choice, endpoints).getFirst();
    now += SLOW_START / 2;
    double whole = shares(choice, endpoints).getFirst();
    // A tenth, then half of what the other gets.
    assertThat(atOnce).isBetween(0.05, 0.2);
    assertThat(halfWay).isBetween(0.25, 0.45);
    assertThat(whole).isCloseTo(0.5, within(0.02));
  }

  @Test
  void aKeyStaysWhereItIsSaveForTheShareThatMustMove() {
    List<Endpoint> endpoints = endpoints(5);
    Choice before = choice(endpoints.subList(0, 4), 1, 1, 1, 1);
    Choice after = choice(endpoints, 1, 1, 1, 1, 1);
    int moved = 0;
    int keys = REQUESTS / 4;
    for (int i = 0; i < keys; i++) {
      Endpoint was = before.take("session-" + i, now, random);
      Endpoint is = after.take("session-" + i, now, random);
      if (was != is) {
        moved++;
        assertThat(is).isSameAs(endpoints.get(4));
      }
    }
    assertThat((double) moved / keys).isCloseTo(0.2, within(0.02));
  }

  @Test
  void keysAreSharedByWeight() {
    List<Endpoint> endpoints = endpoints(2);
    Choice choice = choice(endpoints, 1, 3);
    int keys = REQUESTS / 4;
    int light = 0;
    for (int i = 0; i < keys; i++) {
      light += choice.take("user " + i, now, random) == endpoints.getFirst() ? 1 : 0;
    }
    assertThat((double) light / keys).isCloseTo(0.25, within(0.02));
  }

  /** Any instance must find the same endpoint, so this may never change. */
  @Test
  void aKeyBelongsToTheSameEndpointInEveryProcess() {
    assertThat(Rendezvous.hash("http://10.0.0.1:8080")).isEqualTo(947236299165846964L);
  }

  private List<Endpoint> endpoints(int count) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      endpoints.add(
          new Endpoint(URI.create("http://10.0.0." + i + ":8080"), new ConnectionKey(null, null)));
    }
    return endpoints;
  }

  private static Choice choice(List<Endpoint> endpoints, int... weights) {
    List<Choice.Weighted> members = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      members.add(new Choice.Weighted(endpoints.get(i), weights[i]));
    }
    return new Choice(members, SLOW_START);
  }

  private Endpoint take(Choice choice) {
    return Objects.requireNonNull(choice.take(null, now, random));
  }

  /** The share of each endpoint, when nothing is known of any. */
  private List<Double> shares(Choice choice, List<Endpoint> endpoints) {
    Map<Endpoint, Integer> counts = new HashMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      counts.merge(take(choice), 1, Integer::sum);
    }
    return endpoints.stream().map(one -> (double) counts.getOrDefault(one, 0) / REQUESTS).toList();
  }

  /** The share of each endpoint, whose answers take a time of their own; one request at a time. */
  private List<Double> served(Choice choice, List<Endpoint> endpoints, List<Long> latencies) {
    Map<Endpoint, Integer> counts = new HashMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      Endpoint taken = take(choice);
      long latency = latencies.get(endpoints.indexOf(taken));
      taken.begun();
      now += latency;
      int _ = taken.ended(Outcome.SUCCESS, latency, now);
      counts.merge(taken, 1, Integer::sum);
    }
    return endpoints.stream().map(one -> (double) counts.getOrDefault(one, 0) / REQUESTS).toList();
  }
}
