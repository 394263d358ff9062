package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadPromisesTest {
  private static final String LOCAL = LogLine.LOCAL;
  private static final String CATALOG = RoutesText.SERVICE;

  @Test
  void holdsWhenEveryReadWasAnswered() {
    Verdict verdict =
        ReadPromises.noneFailed(
            new Sketch()
                .asked("1", Kind.LIST, "", 0, 200, LOCAL)
                .asked("2", Kind.ADD, "A", 0, 502, CATALOG)
                .evidence());

    assertThat(verdict.isKept()).isTrue();
    assertThat(verdict.sentence()).isEqualTo("1 reads, none failed");
  }

  @Test
  void breaksByOneReadThatFailed() {
    Verdict verdict =
        ReadPromises.noneFailed(
            new Sketch()
                .asked("1", Kind.LIST, "", 0, 200, LOCAL)
                .asked("2", Kind.SHOW, "A", 0, 500, CATALOG)
                .evidence());

    assertThat(verdict.isKept()).isFalse();
    assertThat(verdict.examples()).containsExactly("2 SHOW A -> 500");
  }

  @Test
  void breaksByAReadWithoutAnswer() {
    assertThat(
            ReadPromises.noneFailed(
                    new Sketch().attempt("1", Kind.LIST, 1, "", 0, 0, "reset").evidence())
                .isKept())
        .isFalse();
  }

  @Test
  void breaksWhenNothingWasRead() {
    assertThat(ReadPromises.noneFailed(new Sketch().evidence()).isKept()).isFalse();
  }

  @Test
  void holdsWhenBothSidesAnsweredAlike() {
    Verdict verdict =
        ReadPromises.sidesAreAlike(
            new Sketch()
                .asked("1", Kind.SHOW, "A", 0, 200, "same", LOCAL)
                .asked("2", Kind.SHOW, "A", 5, 200, "same", CATALOG)
                .evidence());

    assertThat(verdict.isKept()).isTrue();
    assertThat(verdict.sentence()).contains("catalog, local");
  }

  @Test
  void breaksWhenOneSideAnsweredOtherwise() {
    assertThat(
            ReadPromises.sidesAreAlike(
                    new Sketch()
                        .asked("1", Kind.SHOW, "A", 0, 200, "one", LOCAL)
                        .asked("2", Kind.SHOW, "A", 5, 200, "other", CATALOG)
                        .evidence())
                .examples())
        .singleElement()
        .asString()
        .startsWith("A has 2 answers");
  }

  @Test
  void breaksWhenOneSideNeverAnswered() {
    assertThat(
            ReadPromises.sidesAreAlike(
                    new Sketch().asked("1", Kind.SHOW, "A", 0, 200, "same", LOCAL).evidence())
                .isKept())
        .isFalse();
  }
}
