package banyan.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slowness that lasts, and slowness that is a matter of moments. */
final class TimeBlocksTest {
  private static final int REQUESTS = 100;

  private final TimeBlocks blocks = new TimeBlocks();

  @Test
  void fewBlocksSayNothing() {
    for (int block = 0; block < TimeBlocks.BLOCKS_MIN; block++) {
      assertThat(blocks.score()).isZero();
      add(block, -0.4);
    }
    assertThat(blocks.score()).isZero();
    add(TimeBlocks.BLOCKS_MIN, -0.4);
    assertThat(blocks.score()).isLessThan(-10);
  }

  /** Each bad moment is one observation, however many requests it befell. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9})
  void soManyBadMomentsAreAtMostTheirRootInStandardErrors(int moments) {
    for (int block = 0; block < 500; block++) {
      add(block, block % 50 == 7 && block / 50 < moments ? -0.5 : 0);
    }
    assertThat(blocks.score()).isBetween(-1.1 * Math.sqrt(moments), 0.0);
  }

  @Test
  void whatLastsGrowsWithTime() {
    SplittableRandom random = new SplittableRandom(1);
    double before = 0;
    int block = 0;
    for (int until : new int[] {60, 240, 960}) {
      for (; block < until; block++) {
        add(block, -0.05 + 0.1 * random.nextGaussian());
      }
      assertThat(blocks.score()).isLessThan(before - 1);
      before = blocks.score();
    }
  }

  @Test
  void strataOfOneSideAloneAreNoBlocks() {
    for (int block = 0; block < 100; block++) {
      blocks.add(0, 0, block * TimeBlocks.BLOCK_MILLIS);
    }
    assertThat(blocks.score()).isZero();
  }

  private void add(int block, double difference) {
    blocks.add(REQUESTS * difference, REQUESTS, block * TimeBlocks.BLOCK_MILLIS);
  }
}
