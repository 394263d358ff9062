package banyan.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SteadyLoadTest {
  @Test
  void sendsAsManyAsAreDueInTheTime() {
    try (Origin origin = Origin.start()) {
      Question question = Question.get("/");
      Scenario reading = Scenario.reading("GET /", () -> question);

      Latencies found = SteadyLoad.run(reading, origin.port(), 2, 2_000, Duration.ofMillis(20));

      assertThat(found.count()).isEqualTo(40);
      assertThat(found.micros(0.5)).isPositive();
    }
  }

  @Test
  void ranksByShare() {
    Latencies latencies = new Latencies(1_000);
    for (int i = 1_000; i > 0; i--) {
      latencies.add(i * 1_000L);
    }

    assertThat(latencies.micros(0.5)).isCloseTo(500, within(1e-9));
    assertThat(latencies.micros(0.99)).isCloseTo(990, within(1e-9));
    assertThat(latencies.micros(0.999)).isCloseTo(999, within(1e-9));
    assertThat(latencies.micros(1)).isCloseTo(1_000, within(1e-9));
  }
}
