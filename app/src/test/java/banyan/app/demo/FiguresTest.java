package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void ranksTimesAndCountsErrorsBySide() {
    List<LogLine> lines =
        IntStream.rangeClosed(1, 200)
            .mapToObj(
                i ->
                    new LogLine(
                        "demo-" + i, "GET", "/", i % 100 == 0 ? 503 : 404, "local", 201L - i))
            .toList();

    assertThat(Figures.bySide(lines)).containsOnlyKeys("local");
    assertThat(Figures.bySide(lines)).containsEntry("local", new Figures(200, 2, 100, 198));
  }

  @Test
  void countsARequestWithoutAnswerAsAnError() {
    assertThat(Figures.of(List.of(0), _ -> 1L, status -> status))
        .isEqualTo(new Figures(1, 1, 1, 1));
  }

  @Test
  void hasZeroesOfNothing() {
    assertThat(Figures.of(List.<Integer>of(), _ -> 1L, status -> status))
        .isEqualTo(new Figures(0, 0, 0, 0));
  }
}
