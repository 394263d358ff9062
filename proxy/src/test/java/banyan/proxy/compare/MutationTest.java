package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What says the same is the same, and no bug hides behind it. */
final class MutationTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  @Test
  void thereAreEnoughOfBoth() {
    assertThat(Benign.values()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(Bug.values()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(Arrays.stream(Bug.values()).filter(bug -> bug.fits(Shape.PAGE)).count())
        .isGreaterThan(25);
  }

  @Test
  void whatIsBenignIsNoDifference() {
    List<String> wrong = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (Benign change : Benign.values()) {
        Draft to = new Draft(shape);
        change.apply(to);
        expect(
            Outcome.Same.class, compare(shape, to, Benign.RULES), wrong, "%s of %s", change, shape);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void norIsAllOfItAtOnce() {
    List<String> wrong = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      Draft to = new Draft(shape);
      Arrays.stream(Benign.values()).forEach(change -> change.apply(to));
      expect(
          Outcome.Same.class,
          compare(shape, to, Benign.RULES),
          wrong,
          "everything benign of %s",
          shape);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyBugIsFound() {
    List<String> wrong = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (Bug bug : Bug.values()) {
        Draft to = new Draft(shape);
        bug.plant(to);
        if (bug.fits(shape)) {
          expect(
              Outcome.Different.class,
              compare(shape, to, Benign.RULES),
              wrong,
              "%s in %s",
              bug,
              shape);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyBugIsFoundAmongAllThatIsBenign() {
    List<String> wrong = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (Bug bug : Bug.values()) {
        Draft to = new Draft(shape);
        // Those of the body go in before it is changed, those of the message on top.
        boolean isOfTheMessage = bug.compareTo(Bug.STATUS_WRONG) >= 0;
        if (!isOfTheMessage) {
          bug.plant(to);
        }
        Arrays.stream(Benign.values()).forEach(change -> change.apply(to));
        if (isOfTheMessage) {
          bug.plant(to);
        }
        if (bug.fits(shape)) {
          expect(
              Outcome.Different.class,
              compare(shape, to, Benign.RULES),
              wrong,
              "%s in %s, disguised",
              bug,
              shape);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void nothingIsRelaxedWithoutItsRule() {
    for (Benign declared :
        new Benign[] {
          Benign.ROUNDED_AS_DECLARED,
          Benign.ANOTHER_LEXEME_AS_DECLARED,
          Benign.ABSENT_AS_DECLARED,
          Benign.PATH_REWRITTEN_AS_DECLARED
        }) {
      Draft to = new Draft(Shape.PRODUCT);
      declared.apply(to);
      assertThat(compare(Shape.PRODUCT, to, Rules.NONE))
          .as(declared.name())
          .isInstanceOf(Outcome.Different.class);
    }
  }

  private static void expect(
      Class<? extends Outcome> kind,
      Outcome outcome,
      List<String> wrong,
      String form,
      Object... of) {
    if (!kind.isInstance(outcome)) {
      wrong.add(form.formatted(of) + ": " + outcome);
    }
  }

  private static Outcome compare(Shape shape, Draft to, Rules rules) {
    var pair =
        new RecordedPair(shape.name(), shape.request(), new Draft(shape).answer(), to.answer());
    return Comparison.of(pair, rules, TODAY);
  }
}
