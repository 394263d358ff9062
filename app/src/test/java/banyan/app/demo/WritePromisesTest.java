package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WritePromisesTest {
  @Test
  void holdsWhenEveryWriteWasAcknowledged() {
    assertThat(
            WritePromises.allAcknowledged(
                    new Sketch().wrote(Kind.ADD, "A", 10, 0, 1, "there").evidence())
                .isKept())
        .isTrue();
  }

  @Test
  void breaksByAWriteWithoutAcknowledgement() {
    assertThat(
            WritePromises.allAcknowledged(
                    new Sketch()
                        .wrote(Kind.ADD, "A", 10, 0, 1, "there")
                        .wrote(Kind.ORDER, "B", 1, 0, 1)
                        .evidence())
                .examples())
        .containsExactly("ORDER B, key key-B");
  }

  @Test
  void holdsWhenEachAcknowledgedWriteIsThereOnce() {
    Evidence evidence =
        new Sketch()
            .wrote(Kind.ADD, "A", 10, 0, 1, "there")
            .wrote(Kind.REPRICE, "A", 11, 2, 3, "11")
            .wrote(Kind.REPRICE, "A", 12, 4, 5, "12")
            .wrote(Kind.ORDER, "B", 1, 0, 1, "there")
            .stored("A", 1, 12, 3)
            .ordered("key-B", "confirmed")
            .evidence();

    assertThat(WritePromises.acknowledgedOnce(evidence).examples()).isEmpty();
    assertThat(WritePromises.acknowledgedOnce(evidence).isKept()).isTrue();
  }

  @Test
  void breaksByALostProduct() {
    assertThat(acknowledgedOnce(new Sketch().wrote(Kind.ADD, "A", 10, 0, 1, "there")))
        .isEqualTo("ADD A, key key-A: there 0 times");
  }

  @Test
  void breaksByAProductThatIsThereTwice() {
    assertThat(
            acknowledgedOnce(
                new Sketch().wrote(Kind.ADD, "A", 10, 0, 1, "there").stored("A", 2, 10, 1)))
        .isEqualTo("ADD A, key key-A: there 2 times");
  }

  @Test
  void breaksByAnOrderThatIsNotConfirmed() {
    assertThat(
            acknowledgedOnce(
                new Sketch()
                    .wrote(Kind.ORDER, "B", 1, 0, 1, "there")
                    .ordered("key-B", "cancelled")))
        .isEqualTo("ORDER B, key key-B: there 0 times");
  }

  @Test
  void breaksByAPriceChangeThatWasMadeTwice() {
    assertThat(
            acknowledgedOnce(
                new Sketch().wrote(Kind.REPRICE, "A", 11, 2, 3, "11").stored("A", 1, 11, 3)))
        .isEqualTo("product A: 1 price changes acknowledged, 2 made");
  }

  @Test
  void breaksByAPriceThatIsNotTheLastOne() {
    assertThat(
            acknowledgedOnce(
                new Sketch().wrote(Kind.REPRICE, "A", 11, 2, 3, "11").stored("A", 1, 10, 2)))
        .isEqualTo("product A: costs 10, not 11");
  }

  private static String acknowledgedOnce(Sketch sketch) {
    Verdict verdict = WritePromises.acknowledgedOnce(sketch.evidence());
    assertThat(verdict.isKept()).isFalse();
    return verdict.examples().getFirst();
  }

  @Test
  void holdsWhetherAnUnacknowledgedWriteIsThereOrNot() {
    Evidence evidence =
        new Sketch()
            .wrote(Kind.ADD, "A", 10, 0, 1)
            .wrote(Kind.ADD, "B", 10, 0, 1)
            .stored("A", 1, 10, 1)
            .evidence();

    assertThat(WritePromises.othersAtMostOnce(evidence).isKept()).isTrue();
  }

  @Test
  void breaksByAnUnacknowledgedOrderThatIsThereTwice() {
    assertThat(
            othersAtMostOnce(
                new Sketch()
                    .wrote(Kind.ORDER, "B", 1, 0, 1)
                    .ordered("key-B", "confirmed", "confirmed")))
        .isEqualTo("ORDER B, key key-B: there 2 times");
  }

  @Test
  void breaksByWhatNobodyAskedFor() {
    assertThat(
            othersAtMostOnce(
                new Sketch().wrote(Kind.ADD, "A", 10, 0, 1, "there").stored("B", 1, 10, 1)))
        .isEqualTo("product B: nobody has added it");
    assertThat(
            othersAtMostOnce(
                new Sketch().wrote(Kind.ADD, "A", 10, 0, 1, "there").ordered("key-C", "placed")))
        .isEqualTo("order of key-C: nobody has placed it");
  }

  private static String othersAtMostOnce(Sketch sketch) {
    Verdict verdict = WritePromises.othersAtMostOnce(sketch.evidence());
    assertThat(verdict.isKept()).isFalse();
    return verdict.examples().getFirst();
  }

  @Test
  void holdsWhenARepeatedKeyGotItsFirstAnswer() {
    assertThat(
            WritePromises.repetitionsAreAlike(
                    new Sketch().wrote(Kind.ADD, "A", 10, 0, 1, "there", "there").evidence())
                .isKept())
        .isTrue();
  }

  @Test
  void breaksWhenARepeatedKeyGotAnotherAnswer() {
    assertThat(
            WritePromises.repetitionsAreAlike(
                    new Sketch().wrote(Kind.ADD, "A", 10, 0, 1, "there", "elsewhere").evidence())
                .isKept())
        .isFalse();
  }

  @Test
  void breaksWhenNoKeyWasRepeated() {
    assertThat(
            WritePromises.repetitionsAreAlike(
                    new Sketch().wrote(Kind.ADD, "A", 10, 0, 1, "there").evidence())
                .isKept())
        .isFalse();
  }

  @Test
  void holdsWhenStockAddsUp() {
    assertThat(
            StockPromise.addsUp(
                    new Sketch()
                        .wrote(Kind.RECEIVE, "A", 100, 0, 1, "there")
                        .inStock("A", 97, 0, 3)
                        .evidence())
                .isKept())
        .isTrue();
  }

  @Test
  void breaksByAPieceThatIsLostOrStillReserved() {
    Sketch lost = new Sketch().wrote(Kind.RECEIVE, "A", 100, 0, 1, "there").inStock("A", 96, 0, 3);
    Sketch reserved =
        new Sketch().wrote(Kind.RECEIVE, "A", 100, 0, 1, "there").inStock("A", 97, 1, 3);

    assertThat(StockPromise.addsUp(lost.evidence()).examples())
        .containsExactly("A: 100 received; 96 on hand, 3 sold, 0 reserved");
    assertThat(StockPromise.addsUp(reserved.evidence()).isKept()).isFalse();
  }
}
