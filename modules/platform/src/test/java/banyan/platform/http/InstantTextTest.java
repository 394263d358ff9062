package banyan.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InstantTextTest {
  private static final int MOMENTS = 20_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2024-02-29T23:59:59.100Z",
        "2026-11-21T17:58:05.000001Z",
        "2026-11-21T17:58:05.000000001Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59Z"
      })
  void isWhatTheMomentsOwnTextIs(String text) {
    assertThat(StrictJson.write(Instant.parse(text))).isEqualTo('"' + text + '"');
  }

  @Test
  void isSoForAnyMoment() {
    Random random = new Random(11);
    int[] parts = {1, 1_000, 1_000_000, 1_000_000_000};
    for (int i = 0; i < MOMENTS; i++) {
      int part = parts[random.nextInt(parts.length)];
      int nanos = random.nextInt(1_000_000_000) / part * part;
      Instant moment =
          Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 260_000_000_000L), nanos);
      assertThat(StrictJson.write(moment)).isEqualTo('"' + moment.toString() + '"');
    }
  }
}
