package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Documents of chance, changed by what is benign, with a bug and without one. */
final class RandomDocumentTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  @Test
  void findsEveryBugAndNothingElse() {
    int documents = TestSize.pick("random documents", 100, 2_000, 100_000);
    List<String> wrong = new ArrayList<>();
    int bugs = 0;
    int found = 0;
    for (int seed = 0; seed < documents; seed++) {
      RandomDocument document = new RandomDocument(new SplittableRandom(seed));
      RecordedAnswer from = document.answer();
      document.disguise();
      if (!(compare(from, document.answer()) instanceof Outcome.Same)) {
        wrong.add("seed " + seed + ", benign: " + compare(from, document.answer()));
      }
      String bug = document.plant();
      if (!bug.isEmpty()) {
        bugs++;
        if (compare(from, document.answer()) instanceof Outcome.Different) {
          found++;
        } else {
          wrong.add("seed " + seed + ", not found: " + bug);
        }
      }
    }
    System.out.printf(
        "of %d documents %d had a bug, %d of them found, %d wrong verdicts%n",
        documents, bugs, found, wrong.size());
    assertThat(wrong.stream().limit(10)).isEmpty();
    assertThat(bugs).isGreaterThan(documents / 2);
  }

  private static Outcome compare(RecordedAnswer from, RecordedAnswer to) {
    return Comparison.of(
        new RecordedPair("random", RecordedRequest.unknown(), from, to), Rules.NONE, TODAY);
  }
}
