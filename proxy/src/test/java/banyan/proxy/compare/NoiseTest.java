package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import banyan.testing.TestSize;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Fields that differ from themselves are told from fields that are wrong. */
final class NoiseTest {
  private static final int NOISY = 40;
  private static final int WRONG = 5;

  /** One request in ten runs twice on the side that serves. */
  private static final int SELF_SHARE = 10;

  private static final String ROUTE = "GET /synthetic";

  @Test
  void findsWrongFieldsAmongNoisyOnes() {
    int seeds = TestSize.pick("synthetic services", 1, 20, 100);
    int requests = TestSize.pick("requests to each", 500, 2_000, 2_000);
    int found = 0;
    int reported = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Noise noise = observe(new SplittableRandom(seed), requests);
      for (int i = 0; i < WRONG; i++) {
        found += noise.verdict(ROUTE, "/wrong" + i) == Noise.Verdict.WRONG ? 1 : 0;
      }
      for (int i = 0; i < NOISY; i++) {
        reported += noise.verdict(ROUTE, "/noisy" + i) == Noise.Verdict.WRONG ? 1 : 0;
      }
    }
    System.out.printf(
        "found %d of %d wrong fields, reported %d of %d noisy ones%n",
        found, seeds * WRONG, reported, seeds * NOISY);
    assertThat(found).isGreaterThanOrEqualTo((int) Math.ceil(seeds * WRONG * 0.95));
    assertThat(reported).isLessThanOrEqualTo(seeds * NOISY / 100);
  }

  @Test
  void leavesNoiseOutAndWhatIsWrongIn() {
    Noise noise = observe(new SplittableRandom(99), 300);
    Difference noisy = new Difference.Value("/noisy0", "1", "2", "");
    Difference wrong = new Difference.Value("/wrong0", "1", "2", "");
    assertThat(noise.without(ROUTE, new Outcome.Different(List.of(noisy), 0, List.of())))
        .isInstanceOf(Outcome.Same.class);
    assertThat(noise.without(ROUTE, new Outcome.Different(List.of(noisy, wrong), 0, List.of())))
        .isEqualTo(new Outcome.Different(List.of(wrong), 0, List.of(new Explanation("noise", 1))));
  }

  @Test
  void callsNothingNoiseWithoutEvidence() {
    Noise noise = new Noise();
    Outcome different =
        new Outcome.Different(List.of(new Difference.Value("/a", "1", "2", "")), 0, List.of());
    for (int i = 0; i < Noise.PAIRS_MIN - 1; i++) {
      noise.count(ROUTE, Noise.Pairing.SELF, different);
    }
    assertThat(noise.verdict(ROUTE, "/a")).isEqualTo(Noise.Verdict.UNKNOWN);
    assertThat(noise.without(ROUTE, different)).isEqualTo(different);
    assertThat(noise.verdict("GET /other", "/a")).isEqualTo(Noise.Verdict.UNKNOWN);
  }

  @Test
  void remembersAsManyRoutesAndPlacesAsItSays() {
    Noise noise = new Noise();
    for (int i = 0; i <= Noise.PLACES_MAX; i++) {
      Difference found = new Difference.Value("/p" + i + "x", "1", "2", "");
      noise.count(ROUTE, Noise.Pairing.SELF, new Outcome.Different(List.of(found), 0, List.of()));
    }
    assertThat(noise.verdict(ROUTE, "/p0x")).isEqualTo(Noise.Verdict.NOISE);
    assertThat(noise.verdict(ROUTE, "/p" + Noise.PLACES_MAX + "x"))
        .isEqualTo(Noise.Verdict.UNKNOWN);
  }

  /** Against the sum of the terms, each by its definition, for small numbers. */
  @Test
  void calculatesTheTailOfABetaBinomial() {
    // B(1, 1) is uniform: every count from 0 to n has the same chance.
    assertThat(new BetaBinomial(9, 1, 1).atLeast(4)).isCloseTo(0.6, within(1e-12));
    assertThat(new BetaBinomial(1, 0.5, 20.5).atLeast(1)).isCloseTo(0.5 / 21, within(1e-12));
    assertThat(new BetaBinomial(2, 2, 3).atLeast(2)).isCloseTo(2.0 * 3 / (5 * 6), within(1e-12));
    assertThat(new BetaBinomial(2000, 0.5, 200.5).atLeast(0)).isEqualTo(1);
    assertThat(new BetaBinomial(2000, 0.5, 200.5).atLeast(2000)).isBetween(0.0, 1e-50);
    assertThat(new BetaBinomial(5, 1, 1).atLeast(6)).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> new BetaBinomial(1, 0, 1));
  }

  private static Noise observe(SplittableRandom random, int requests) {
    Noise noise = new Noise();
    double[] rates = random.doubles(NOISY, 0.01, 1).toArray();
    for (int i = 0; i < requests; i++) {
      noise.count(ROUTE, Noise.Pairing.CROSS, compare(from(random, rates), to(random, rates)));
      if (i % SELF_SHARE == 0) {
        noise.count(ROUTE, Noise.Pairing.SELF, compare(from(random, rates), from(random, rates)));
      }
    }
    return noise;
  }

  private static Outcome compare(String from, String to) {
    return Comparison.of(
        new RecordedPair("synthetic", RecordedRequest.unknown(), answer(from), answer(to)),
        Rules.NONE,
        LocalDate.of(2026, 11, 21));
  }

  private static RecordedAnswer answer(String body) {
    return new RecordedAnswer(
        200,
        List.of(new RecordedField("Content-Type", "application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String from(SplittableRandom random, double[] rates) {
    return body(random, rates, false);
  }

  private static String to(SplittableRandom random, double[] rates) {
    return body(random, rates, true);
  }

  /** Wrong ones are so in all, or in a branch that some requests take. */
  private static String body(SplittableRandom random, double[] rates, boolean isWrong) {
    StringBuilder body = new StringBuilder("{\"stable\":true");
    for (int i = 0; i < NOISY; i++) {
      int value = random.nextDouble() < rates[i] ? random.nextInt(1000) : 0;
      body.append(",\"noisy").append(i).append("\":").append(value);
    }
    for (int i = 0; i < WRONG; i++) {
      boolean isHit = isWrong && random.nextInt(i + 1) == 0;
      body.append(",\"wrong").append(i).append("\":").append(isHit ? 8 : 7);
    }
    return body.append('}').toString();
  }
}
