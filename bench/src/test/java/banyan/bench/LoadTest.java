package banyan.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LoadTest {
  private static final Duration WINDOW = Duration.ofMillis(20);
  private static final Question QUESTION = Question.get("/");

  @Test
  void countsWhatWasAnswered() {
    try (Origin origin = Origin.start()) {
      Scenario reading = Scenario.reading("GET /", () -> QUESTION);

      assertThat(Load.run(reading, origin.port(), 4, WINDOW)).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void failsWhenAnAnswerIsNotTheExpectedOne() {
    try (Origin origin = Origin.start()) {
      Scenario adding = new Scenario("POST /", () -> QUESTION, 201, Set.of(), () -> {});

      assertThatThrownBy(() -> Load.run(adding, origin.port(), 1, WINDOW))
          .isInstanceOf(BenchFailure.class)
          .hasMessageContaining("POST /")
          .hasMessageContaining("HTTP/1.1 200 OK");
    }
  }

  @Test
  void failsWhenNobodyListens() {
    Scenario reading = Scenario.reading("GET /", () -> QUESTION);

    assertThatThrownBy(() -> Load.run(reading, PeerProcess.freePort(), 1, WINDOW))
        .isInstanceOf(BenchFailure.class);
  }

  @Test
  void refusesPeersThatAnswerDifferently() {
    try (Origin origin = Origin.start();
        Origin other = Origin.answering("{}")) {
      Scenario reading = Scenario.reading("GET /", () -> QUESTION);
      Map<String, Integer> same = Map.of("one", origin.port(), "two", origin.port());
      Map<String, Integer> different = Map.of("one", origin.port(), "two", other.port());

      Agreement.check(reading, same);
      assertThatThrownBy(() -> Agreement.check(reading, different))
          .isInstanceOf(BenchFailure.class)
          .hasMessageContaining("answer differently");
    }
  }
}
