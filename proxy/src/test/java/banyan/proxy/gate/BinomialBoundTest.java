package banyan.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialBoundTest {
  /** From the quantiles of the Beta distribution, computed with SciPy. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.95, 0.95",
    "0, 3000, 0.95, 0.0009980790119966",
    "1, 100, 0.95, 0.04655981145354",
    "5, 100, 0.95, 0.1022533776433",
    "50, 100, 0.99, 0.619282533093",
    "99, 100, 0.95, 0.9994871985837",
    "17, 123456, 0.95, 0.0002065379757812",
    "2500, 1000000, 0.95, 0.002583715349979",
    "3, 20, 0.9, 0.3041868114075",
  })
  void isThatOfClopperAndPearson(long hits, long trials, double confidence, double expected) {
    assertThat(BinomialBound.upper(hits, trials, confidence))
        .isCloseTo(expected, within(expected * 1e-9));
  }

  @Test
  void isThreeOfNWithoutHits() {
    assertThat(BinomialBound.upper(0, 10_000, 0.95)).isLessThan(3.0 / 10_000);
  }

  @Test
  void knowsNothingWithoutTrials() {
    assertThat(BinomialBound.upper(0, 0, 0.95)).isEqualTo(1);
  }

  @Test
  void refusesMoreHitsThanTrials() {
    assertThatThrownBy(() -> BinomialBound.upper(2, 1, 0.95))
        .hasMessageContaining("2 of 1 at 0.95");
  }
}
