package banyan.proxy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import banyan.testing.TestSize;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A sampler that looks for what is rare finds what uniform sampling misses. */
final class RarestFirstTest {
  private static final int REQUESTS = 1_000_000;
  private static final double BUDGET = 0.01;
  private static final int RARITY = 5_000;

  /** A bug that one request of 5,000 meets, in a traffic of many classes of all sizes. */
  @Test
  void findsABugInARareBranch() {
    int runs = TestSize.pick("runs of 1,000,000 requests", 2, 20, 100);
    int found = 0;
    int foundUniformly = 0;
    long samples = 0;
    for (int seed = 0; seed < runs; seed++) {
      Run run = run(new SplittableRandom(seed));
      found += run.isFound() ? 1 : 0;
      foundUniformly += run.isFoundUniformly() ? 1 : 0;
      samples += run.samples();
    }
    System.out.printf(
        "rarest first found the bug in %d of %d runs with %.2f %% sampled, uniform in %d%n",
        found, runs, 100.0 * samples / runs / REQUESTS, foundUniformly);
    assertThat(samples).isLessThanOrEqualTo((long) (runs * REQUESTS * BUDGET));
    assertThat(found).isGreaterThanOrEqualTo((int) Math.ceil(runs * 0.95));
  }

  /** Made-up parameters on one template: the budget holds, and other templates stay seen. */
  @Test
  void isNotStarvedByMadeUpParameters() {
    RarestFirst sampler = new RarestFirst(BUDGET);
    int requests = TestSize.pick("requests", 200_000, 200_000, 2_000_000);
    int samples = 0;
    int rareSamples = 0;
    BehaviourClass rare = behaviour("GET /rare", "");
    for (int i = 0; i < requests; i++) {
      boolean isRare = i % RARITY == RARITY - 1;
      boolean isTaken = sampler.take(isRare ? rare : behaviour("GET /flooded", "p" + i));
      samples += isTaken ? 1 : 0;
      rareSamples += isRare && isTaken ? 1 : 0;
    }
    assertThat(samples).isLessThanOrEqualTo((int) (requests * BUDGET));
    assertThat(sampler.classes()).isLessThanOrEqualTo(RarestFirst.CLASSES_MAX + 2);
    assertThat(rareSamples).isGreaterThan(requests / RARITY / 2);
  }

  @Test
  void bringsTemplatesWithoutEndIntoOneClass() {
    RarestFirst sampler = new RarestFirst(1);
    for (int i = 0; i < 3 * RarestFirst.TEMPLATES_MAX; i++) {
      assertThat(sampler.take(behaviour("GET /" + i, ""))).isIn(true, false);
    }
    assertThat(sampler.classes()).isLessThanOrEqualTo(RarestFirst.TEMPLATES_MAX + 1);
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RarestFirst(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new RarestFirst(1.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new RarestFirst(Double.NaN));
  }

  @Test
  void tellsQueriesApartByNamesAndKindsOfValues() {
    assertThat(ParameterShape.of("q=mug&limit=20")).isEqualTo(ParameterShape.of("limit=50&q=cup"));
    List<String> shapes =
        List.of("", "q", "q=coffee", "q=a+b", "limit=0", "limit=-1", "limit=7", "limit=1000")
            .stream()
            .map(ParameterShape::of)
            .toList();
    assertThat(shapes).doesNotHaveDuplicates();
    assertThat(ParameterShape.of("x=1&".repeat(1000) + "&&=")).hasSizeLessThan(100);
  }

  private record Run(boolean isFound, boolean isFoundUniformly, long samples) {}

  private static Run run(SplittableRandom random) {
    List<BehaviourClass> classes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      classes.add(behaviour("GET /" + i % 12, "p" + i));
    }
    BehaviourClass rare = behaviour("GET /0", "discount=n2");
    RarestFirst sampler = new RarestFirst(BUDGET);
    boolean isFound = false;
    boolean isFoundUniformly = false;
    long samples = 0;
    for (int i = 0; i < REQUESTS; i++) {
      boolean isRare = random.nextInt(RARITY) == 0;
      // By Zipf's law, roughly: most requests are of few classes.
      int index = (int) (Math.pow(classes.size() + 1.0, random.nextDouble())) - 1;
      boolean isTaken = sampler.take(isRare ? rare : classes.get(index));
      samples += isTaken ? 1 : 0;
      isFound |= isRare && isTaken;
      isFoundUniformly |= isRare && random.nextDouble() < BUDGET;
    }
    return new Run(isFound, isFoundUniformly, samples);
  }

  private static BehaviourClass behaviour(String template, String parameters) {
    return new BehaviourClass(template, "customer", parameters, 200, 7);
  }
}
