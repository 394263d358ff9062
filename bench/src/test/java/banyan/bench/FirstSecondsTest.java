package banyan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FirstSecondsTest {
  private static final long[] SLICES = {1, 40, 79, 80, 100, 100, 100, 100, 90};

  @Test
  void takesTheBestSecondForThePeak() {
    assertThat(FirstSeconds.peak(SLICES)).isEqualTo(100);
  }

  @Test
  void findsTheFirstSliceThatIsGoodEnough() {
    assertThat(FirstSeconds.firstSliceOf(SLICES, 80)).isEqualTo(3);
  }
}
