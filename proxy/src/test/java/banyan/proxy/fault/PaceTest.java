package banyan.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A body goes out at its pace, whatever comes when. */
final class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void neverMoreThanThePaceAllowsAndOnePiece() {
    int bodies = TestSize.pick("bodies", 50, 500, 10_000);
    for (int seed = 0; seed < bodies; seed++) {
      Random random = new Random(seed);
      long rate = 64 + random.nextInt(100_000);
      Pace pace = new Pace(rate);
      long begin = random.nextLong(SECOND);
      long now = begin;
      long out = 0;
      for (int i = 0; i < 100; i++) {
        now += Math.max(0, pace.waitNanos(now)) + random.nextInt(1_000) * 1_000L;
        int piece = pace.pieceBytes(1 + random.nextInt(10_000));
        assertThat(out).isLessThanOrEqualTo((long) ((now - begin) / 1e9 * rate) + 1);
        pace.sent(piece, now);
        out += piece;
      }
    }
  }

  @Test
  void aFullBodyTakesItsTimeAndNotLonger() {
    Pace pace = new Pace(1_000);
    long now = 0;
    for (int left = 10_000; left > 0; ) {
      now += Math.max(0, pace.waitNanos(now));
      int piece = pace.pieceBytes(left);
      pace.sent(piece, now);
      left -= piece;
    }
    assertThat(now + pace.waitNanos(now)).isEqualTo(10 * SECOND);
  }

  @Test
  void theSlowestStillMoves() {
    assertThat(new Pace(1).pieceBytes(100)).isEqualTo(1);
    assertThat(new Pace(1 << 30).pieceBytes(7)).isEqualTo(7);
  }
}
