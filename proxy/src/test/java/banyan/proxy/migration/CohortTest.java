package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CohortTest {
  private static final Salt SALT = Salt.parse("000102030405060708090a0b0c0d0e0f");

  /** One degree of freedom, one in a thousand: with fixed seeds it never fails by chance. */
  private static final double CHI_SQUARE_MAX = 10.83;

  /** From the reference code of SipHash-2-4: key and text are 0, 1, 2, … */
  @ParameterizedTest
  @CsvSource({
    "0, 726fdb47dd0e0e31",
    "1, 74f839c593dc67fd",
    "2, 0d6c8009d9a94f5a",
    "3, 85676696d7fb7e2d",
    "15, a129ca6149be45e5"
  })
  void theHashIsSipHash(int length, String hash) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) i;
    }
    assertThat(Long.toHexString(SipHash.of(SALT.high(), SALT.low(), text)))
        .isEqualTo(hash.replaceFirst("^0+", ""));
  }

  /** Frozen: another bucket would move people between sides on the day of an upgrade. */
  @ParameterizedTest
  @CsvSource({
    "000102030405060708090a0b0c0d0e0f, ada, 7900",
    "000102030405060708090a0b0c0d0e0f, user-1, 5165",
    "000102030405060708090a0b0c0d0e0f, 192.0.2.7, 5570",
    "000102030405060708090a0b0c0d0e0f, Zoë, 8615",
    "ffffffffffffffffffffffffffffffff, ada, 6691",
    "00000000000000000000000000000000, 01a1fdbb-0b62-71f9-a690-9c60e863555a, 6809",
  })
  void bucketsNeverChange(String salt, String identity, int bucket) {
    assertThat(Cohort.bucket(Salt.parse(salt), identity)).isEqualTo(bucket);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10", "50"})
  void theShareOfTheNewSideIsTheWeight(String percent) {
    int identities = TestSize.pick("identities", 50_000, 1_000_000, 1_000_000);
    Weight weight = Weight.parse(percent);
    long candidates = 0;
    long baseline = 0;
    for (int i = 0; i < identities; i++) {
      switch (Cohort.of(Cohort.bucket(SALT, "user-" + i), weight)) {
        case CANDIDATE -> candidates++;
        case BASELINE -> baseline++;
        case REST -> {}
      }
    }
    double share = (double) weight.buckets() / Cohort.BUCKETS;
    assertThat(chiSquare(candidates, identities, share)).isLessThan(CHI_SQUARE_MAX);
    assertThat(chiSquare(baseline, identities, Math.min(share, 1 - share)))
        .isLessThan(CHI_SQUARE_MAX);
  }

  @Test
  void bucketsAreUniform() {
    int identities = TestSize.pick("identities in 100 classes", 50_000, 1_000_000, 1_000_000);
    int[] classes = new int[100];
    for (int i = 0; i < identities; i++) {
      classes[Cohort.bucket(SALT, "10.0." + i / 256 + "." + i % 256) / 100]++;
    }
    double expected = identities / 100.0;
    double sum = 0;
    for (int count : classes) {
      sum += (count - expected) * (count - expected) / expected;
    }
    // 99 degrees of freedom, one in a thousand.
    assertThat(sum).isLessThan(148.2);
  }

  @Test
  void anIdentityFlipsAtMostOnceInEachDirection() {
    int sequences = TestSize.pick("sequences of weights", 100, 1_000, 20_000);
    Random random = new Random(7);
    for (int i = 0; i < sequences; i++) {
      List<Weight> weights = new ArrayList<>();
      for (int step = random.nextInt(2, 12); step > 0; step--) {
        weights.add(new Weight(random.nextInt(Cohort.BUCKETS + 1)));
      }
      for (int identity = 0; identity < 50; identity++) {
        int bucket = Cohort.bucket(SALT, "user-" + random.nextInt());
        assertThat(flips(bucket, weights)).isLessThanOrEqualTo(directions(weights));
      }
    }
  }

  @Test
  void thoseAddedLastAreRemovedFirst() {
    int added = Cohort.bucket(SALT, "ada");
    assertThat(Cohort.of(added, new Weight(added))).isNotEqualTo(Cohort.CANDIDATE);
    assertThat(Cohort.of(added, new Weight(added + 1))).isEqualTo(Cohort.CANDIDATE);
    assertThat(Cohort.of(added, Weight.ALL)).isEqualTo(Cohort.CANDIDATE);
  }

  @Test
  void theBaselineIsAsLargeAsItCanBeAndOnlyGrowsToTheHalf() {
    for (int buckets = 0; buckets <= Cohort.BUCKETS; buckets += 250) {
      Weight weight = new Weight(buckets);
      long size = members(Cohort.BASELINE, weight);
      assertThat(size).isEqualTo(Math.min(buckets, Cohort.BUCKETS - buckets));
      if (buckets > 0 && buckets <= Cohort.BUCKETS / 2) {
        Weight less = new Weight(buckets - 250);
        for (int bucket = 0; bucket < Cohort.BUCKETS; bucket++) {
          if (Cohort.of(bucket, less) == Cohort.BASELINE) {
            assertThat(Cohort.of(bucket, weight)).isEqualTo(Cohort.BASELINE);
          }
        }
      }
    }
  }

  @Test
  void anotherSaltAdmitsOthers() {
    Salt other = Salt.parse("f00102030405060708090a0b0c0d0e0f");
    Weight tenth = Weight.parse("10");
    int both = 0;
    for (int i = 0; i < 10_000; i++) {
      boolean here = Cohort.of(Cohort.bucket(SALT, "user-" + i), tenth) == Cohort.CANDIDATE;
      boolean there = Cohort.of(Cohort.bucket(other, "user-" + i), tenth) == Cohort.CANDIDATE;
      both += here && there ? 1 : 0;
    }
    assertThat(both).isBetween(50, 150);
  }

  @ParameterizedTest
  @CsvSource({"10, 10%", "0.25, 0.25%", "50%, 50%", "0, 0%", "100, 100%", "12.50, 12.5%"})
  void readsAWeight(String text, String shown) {
    assertThat(Weight.parse(text)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "101", "100.01", "1.001", "ten", "1e1", "%", "0x1"})
  void refusesWhatIsNoWeight(String text) {
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> Weight.parse(text))
        .withMessageContaining("write percent from 0 to 100");
  }

  private static long members(Cohort cohort, Weight weight) {
    long count = 0;
    for (int bucket = 0; bucket < Cohort.BUCKETS; bucket++) {
      count += Cohort.of(bucket, weight) == cohort ? 1 : 0;
    }
    return count;
  }

  private static double chiSquare(long found, long all, double share) {
    double expected = all * share;
    double difference = found - expected;
    return difference * difference / expected + difference * difference / (all - expected);
  }

  private static int flips(int bucket, List<Weight> weights) {
    int flips = 0;
    Side side = Side.FROM;
    for (Weight weight : weights) {
      Side next = Cohort.of(bucket, weight).side();
      flips += next == side ? 0 : 1;
      side = next;
    }
    return flips;
  }

  /** How many stretches of one direction there are, beginning at nothing. */
  private static int directions(List<Weight> weights) {
    int directions = 0;
    int last = 0;
    int before = 0;
    for (Weight weight : weights) {
      int direction = Integer.signum(weight.buckets() - before);
      if (direction != 0 && direction != last) {
        directions++;
        last = direction;
      }
      before = weight.buckets();
    }
    return directions;
  }
}
