package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Path PAPER =
      Path.of(System.getProperty("banyan.root", ".."), "docs", "demo.md");

  private static Report report() {
    return Report.of(
        "demo",
        new Sketch()
            .death(0, 10, Portion.READS)
            .asked("1", Kind.LIST, "", 1, 500, RoutesText.SERVICE)
            .evidence());
  }

  @Test
  void namesWhatIsBroken() {
    assertThat(report().broken()).contains("no-safe-request-failed", "reads-fell-back");
    assertThat(report().lines()).contains("          - 1 LIST  -> 500");
    assertThat(report().json()).containsEntry("kept", false);
  }

  /** A promise can be broken by its evidence only: none is kept by default. */
  @Test
  void keepsNothingThatItHasNoEvidenceOf() {
    Report empty = Report.of("demo", new Sketch().evidence());

    assertThat(empty.judgements()).hasSize(18);
    assertThat(empty.judgements()).noneMatch(judgement -> judgement.verdict().isKept());
  }

  @Test
  void hasTheMembersAndThePromisesOfThePaper() throws IOException {
    String paper = Files.readString(PAPER);
    Map<String, Object> json = report().json();

    assertThat(json.keySet()).allSatisfy(member -> assertThat(paper).contains("`" + member));
    assertThat(List.of("name", "promise", "kept", "found", "examples"))
        .allSatisfy(member -> assertThat(paper).contains("`" + member + "`"));
    assertThat(report().judgements())
        .allSatisfy(
            judgement -> assertThat(paper).contains("| `" + judgement.promise().name() + "` |"));
  }
}
