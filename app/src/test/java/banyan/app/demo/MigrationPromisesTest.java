package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.demo.Deed.Step;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MigrationPromisesTest {
  private static final String LOCAL = LogLine.LOCAL;
  private static final String CATALOG = RoutesText.SERVICE;

  private static Stage buggy() {
    return new Stage(
        "buggy", "", Set.of(), Reads.HOME, List.of(new Deed.Bug(true)), new Goal.Difference());
  }

  @Test
  void theBugIsFoundWhereItWasPlanted() {
    Sketch sketch =
        new Sketch()
            .stage(0, 10, buggy())
            .asked("1", Kind.SHOW, "A", 1, 200, LOCAL)
            .loggedByService("1", 200);

    assertThat(MigrationPromises.bugWasFound(sketch.evidence()).isKept()).isFalse();
    Verdict found = MigrationPromises.bugWasFound(sketch.found("buggy", RoutesText.BUG).evidence());
    assertThat(found.isKept()).isTrue();
    assertThat(found.sentence()).contains("in 1 copies");
  }

  @Test
  void aDifferenceThatNobodyPlantedBreaksIt() {
    assertThat(
            MigrationPromises.bugWasFound(
                    new Sketch()
                        .stage(0, 10, buggy())
                        .found("buggy", RoutesText.BUG)
                        .found("buggy", "/name")
                        .evidence())
                .isKept())
        .isFalse();
  }

  @Test
  void eachMoveForwardRestsOnItsEvidence() {
    Sketch sketch = raised().moved("canary", "canary", "demo", "certificate", 5);

    assertThat(MigrationPromises.movesHadEvidence(sketch.evidence()).examples()).isEmpty();
    assertThat(MigrationPromises.movesHadEvidence(sketch.evidence()).isKept()).isTrue();
  }

  @Test
  void anOverrideBreaksIt() {
    assertThat(
            MigrationPromises.movesHadEvidence(
                    raised().overridden("canary", "canary", 5).evidence())
                .examples()
                .getFirst())
        .contains("not on a certificate");
  }

  @Test
  void aMoveThatWasNotMadeBreaksIt() {
    assertThat(MigrationPromises.movesHadEvidence(raised().evidence()).isKept()).isFalse();
  }

  private static Sketch raised() {
    return new Sketch()
        .stage(
            0,
            10,
            new Stage(
                "mended",
                "",
                Set.of(),
                Reads.HOME,
                List.of(),
                new Goal.Granted(new Step("canary", "10", "so"))));
  }

  private static Sketch shared(Sketch sketch, int began, String weight) {
    return sketch.stage(
        began,
        began + 10,
        new Stage(
            "shared-" + weight,
            "",
            Set.of(),
            Reads.SHARED,
            List.of(new Deed.Take(new Step("canary", weight, "so"))),
            new Goal.Time()));
  }

  @Test
  void moreWeightOnlyAddsVisitors() {
    Sketch sketch =
        shared(shared(shared(new Sketch(), 0, "1"), 20, "50"), 40, "1")
            .visited("1", "ada", 1, CATALOG)
            .visited("2", "bob", 2, LOCAL)
            .visited("3", "ada", 21, CATALOG)
            .visited("4", "bob", 22, CATALOG)
            .visited("5", "bob", 41, LOCAL)
            .visited("6", "ada", 42, LogLine.FALLBACK);

    assertThat(MigrationPromises.visitorsKeptTheirSide(sketch.evidence()).examples()).isEmpty();
  }

  @Test
  void whoChangesTheSideBreaksIt() {
    assertThat(
            MigrationPromises.visitorsKeptTheirSide(
                    shared(shared(new Sketch(), 0, "1"), 20, "50")
                        .visited("1", "ada", 1, CATALOG)
                        .visited("2", "bob", 2, LOCAL)
                        .visited("3", "ada", 21, LOCAL)
                        .evidence())
                .examples())
        .containsExactly("ada by the service at 1 %, by the monolith at 50 %");
  }

  @Test
  void oneSideAloneShowsNothing() {
    assertThat(
            MigrationPromises.visitorsKeptTheirSide(
                    shared(new Sketch(), 0, "50").visited("1", "ada", 1, LOCAL).evidence())
                .examples())
        .containsExactly("one side was not seen");
  }

  private static Sketch failing() {
    return new Sketch()
        .stage(
            0,
            100,
            new Stage(
                "failing",
                "",
                Set.of(),
                Reads.OPEN,
                List.of(new Deed.Errors()),
                new Goal.RolledBack()))
        .asked("1", Kind.SHOW, "A", 10, 200, LogLine.FALLBACK)
        .loggedByService("1", 503);
  }

  @Test
  void theGateLedBackWhatFailed() {
    Verdict verdict =
        MigrationPromises.harmWasRolledBack(
            failing().moved("rollback", "shadow", "gate", "verdict", 60).evidence());

    assertThat(verdict.isKept()).isTrue();
    assertThat(verdict.sentence()).contains("failed 1 reads").contains("0.1 s after the first");
  }

  @Test
  void somebodyElsesRollBackIsNotTheGates() {
    assertThat(
            MigrationPromises.harmWasRolledBack(
                    failing().moved("rollback", "shadow", "ada", "", 60).evidence())
                .examples())
        .containsExactly("failing: the service failed 1 reads, the gate rolled back 0 times");
  }

  @Test
  void aWrongEntryBreaksTheLog() {
    Sketch sketch = new Sketch().moved("create", "prepared", "demo", "", 1);
    assertThat(MigrationPromises.auditIsWhole(sketch.evidence()).isKept()).isTrue();
    assertThat(MigrationPromises.auditIsWhole(sketch.wrongAudit("entry 1").evidence()).isKept())
        .isFalse();
  }

  @Test
  void theOldSideIsClosedAfterItsTime() {
    int quiet = (int) DemoPlan.QUIET.toMillis();
    assertThat(retiredAfter(quiet).isKept()).isTrue();
    assertThat(retiredAfter(quiet - 100).isKept()).isFalse();
  }

  private static Verdict retiredAfter(int quiet) {
    return MigrationPromises.oldSideWasQuiet(
        new Sketch()
            .asked("1", Kind.SHOW, "A", 1, 200, LOCAL)
            .moved("retire", "retired", "demo", "quiet time", 10 + quiet)
            .asked("2", Kind.SHOW, "A", 20 + quiet, 200, CATALOG)
            .evidence());
  }

  @Test
  void whoIsAnsweredByTheClosedSideBreaksIt() {
    int retired = 10 + (int) DemoPlan.QUIET.toMillis();
    assertThat(
            MigrationPromises.oldSideWasQuiet(
                    new Sketch()
                        .asked("1", Kind.SHOW, "A", 1, 200, LOCAL)
                        .moved("retire", "retired", "demo", "quiet time", retired)
                        .asked("2", Kind.SHOW, "A", retired + 5, 200, LogLine.FALLBACK)
                        .evidence())
                .examples())
        .containsExactly("2 SHOW A -> 200 by fallback");
  }
}
