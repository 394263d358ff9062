package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LineDifferenceTest {
  @Test
  void equalTextsDifferInNothing() {
    assertThat(LineDifference.of("a\nb\n", "a\nb\n")).isEmpty();
    assertThat(LineDifference.of("", "")).isEmpty();
  }

  @Test
  void showsWhatWentAndWhatCame() {
    assertThat(LineDifference.of("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n"))
        .containsExactly(" a", "-b", "+B", " c", " d", "+e");
  }

  @Test
  void keepsWhatBothHaveInCommon() {
    assertThat(LineDifference.of("x\na\nb\ny\n", "a\nb\nz\n"))
        .containsExactly("-x", " a", " b", "-y", "+z");
  }

  @Test
  void showsThreeLinesAroundAChange() {
    String before = lines(1, 9);
    assertThat(LineDifference.of(before, before.replace("5\n", "five\n")))
        .containsExactly("…", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8", "…");
  }

  @Test
  void replacesWholeWhatIsTooLargeToCompare() {
    assertThat(LineDifference.of(lines(1, 3000), lines(10_001, 13_000))).hasSize(6000);
  }

  private static String lines(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> number + "\n")
        .collect(Collectors.joining());
  }
}
