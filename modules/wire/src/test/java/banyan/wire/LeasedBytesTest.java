package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Bytes that are leased as they come. */
final class LeasedBytesTest {
  private final ByteBudget budget = new ByteBudget(100_000);

  @Test
  void areKeptUpToTheirLimit() {
    LeasedBytes bytes = new LeasedBytes(budget, 0, "test", 5);
    ByteBuffer next = ByteBuffer.wrap(new byte[] {1, 2, 3});
    assertThat(bytes.add(next)).isEqualTo(LeasedBytes.Kept.WHOLE);
    assertThat(next.remaining()).isEqualTo(3);
    assertThat(bytes.add(ByteBuffer.wrap(new byte[] {4, 5, 6})))
        .isEqualTo(LeasedBytes.Kept.TRUNCATED);
    assertThat(bytes.take()).containsExactly(1, 2, 3, 4, 5);
    assertThat(bytes.add(next)).isEqualTo(LeasedBytes.Kept.NOTHING);
  }

  @Test
  void areLeasedPieceByPieceUntilTheyAreClosed() {
    LeasedBytes bytes = new LeasedBytes(budget, 0, "test", 90_000);
    bytes.add(ByteBuffer.allocate(10));
    assertThat(budget.held()).isEqualTo(LeasedBytes.PIECE);
    bytes.add(ByteBuffer.allocate(2 * LeasedBytes.PIECE));
    assertThat(budget.held()).isEqualTo(2L * LeasedBytes.PIECE + 10);
    bytes.take();
    assertThat(budget.held()).isEqualTo(2L * LeasedBytes.PIECE + 10);
    bytes.close();
    bytes.close();
    assertThat(budget.held()).isZero();
  }

  @Test
  void leaveAPartToOthers() {
    LeasedBytes bytes = new LeasedBytes(budget, 50_000, "test", 90_000);
    assertThat(bytes.add(ByteBuffer.allocate(50_000))).isEqualTo(LeasedBytes.Kept.WHOLE);
    assertThat(bytes.add(ByteBuffer.allocate(1))).isEqualTo(LeasedBytes.Kept.NOTHING);
    assertThat(budget.take("others", 50_000)).isPresent();
    bytes.close();
  }
}
