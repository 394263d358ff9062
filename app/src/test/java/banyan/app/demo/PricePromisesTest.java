package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricePromisesTest {
  /** Writes: 10 until 1, 11 from 20 to 30, 12 from 40 to 50. A read takes a millisecond. */
  @ParameterizedTest
  @CsvSource({
    "5, 10, true",
    "5, 11, false",
    "25, 10, true",
    "25, 11, true",
    "30, 11, true",
    "30, 10, false",
    "45, 11, true",
    "45, 12, true",
    "45, 10, false",
    "60, 12, true",
    "60, 11, false",
  })
  void aReadSeesTheLastWriteOrOneThatRuns(int began, String seen, boolean isKept) {
    Evidence evidence =
        new Sketch()
            .wrote(Kind.ADD, "A", 10, 0, 1, "there")
            .wrote(Kind.REPRICE, "A", 11, 20, 30, "11")
            .wrote(Kind.REPRICE, "A", 12, 40, 50, "12")
            .asked("1", Kind.PRICE, "A", began, 200, seen, LogLine.LOCAL)
            .evidence();

    assertThat(PricePromises.areCurrent(evidence).isKept()).isEqualTo(isKept);
  }

  /** A write that nobody has acknowledged may come at any time after it began. */
  @ParameterizedTest
  @CsvSource({"5, 11, false", "60, 10, true", "60, 11, true", "60, 12, false"})
  void aWriteOfUnknownOutcomeMayShowOrNot(int began, String seen, boolean isKept) {
    Evidence evidence =
        new Sketch()
            .wrote(Kind.ADD, "A", 10, 0, 1, "there")
            .wrote(Kind.REPRICE, "A", 11, 20, 30)
            .asked("1", Kind.PRICE, "A", began, 200, seen, LogLine.LOCAL)
            .evidence();

    assertThat(PricePromises.areCurrent(evidence).isKept()).isEqualTo(isKept);
  }

  @Test
  void breaksByAnAnswerWithoutAPrice() {
    Evidence evidence =
        new Sketch()
            .wrote(Kind.ADD, "A", 10, 0, 1, "there")
            .asked("1", Kind.PRICE, "A", 5, 200, "", LogLine.LOCAL)
            .evidence();

    assertThat(PricePromises.areCurrent(evidence).isKept()).isFalse();
  }
}
