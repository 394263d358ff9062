package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MovePromisesTest {
  private static final String LOCAL = LogLine.LOCAL;
  private static final String CATALOG = RoutesText.SERVICE;

  @Test
  void holdsWhenEachSideAnsweredInItsStage() {
    Evidence evidence =
        atHome(new Sketch())
            .stage(20, 30, Portion.values())
            .asked("r", Kind.LIST, "", 21, 200, CATALOG)
            .asked("w", Kind.ADD, "B", 22, 201, CATALOG)
            .asked("o", Kind.ORDER, "C", 23, 201, LOCAL)
            .calledAtService("o")
            .evidence();

    assertThat(MovePromises.allTookEffect(evidence).examples()).isEmpty();
    assertThat(MovePromises.allTookEffect(evidence).isKept()).isTrue();
  }

  private static Sketch atHome(Sketch sketch) {
    return sketch
        .stage(0, 10)
        .asked("1", Kind.LIST, "", 1, 200, LOCAL)
        .asked("2", Kind.ADD, "A", 2, 201, LOCAL)
        .asked("3", Kind.ORDER, "A", 3, 201, LOCAL);
  }

  @Test
  void breaksByARequestOfTheWrongSide() {
    assertThat(effect(atHome(new Sketch()).asked("4", Kind.LIST, "", 5, 200, CATALOG)))
        .containsExactly("stage-0: 4 LIST  -> 200 by catalog, not local");
  }

  @Test
  void breaksByACallThatDidNotMove() {
    assertThat(
            effect(
                new Sketch()
                    .stage(0, 10, Portion.CALLS)
                    .asked("1", Kind.LIST, "", 1, 200, LOCAL)
                    .asked("2", Kind.ADD, "A", 2, 201, LOCAL)
                    .asked("3", Kind.ORDER, "A", 3, 201, LOCAL)))
        .containsExactly("stage-0: 3 ORDER A -> 201 by local, not catalog");
  }

  @Test
  void breaksByAStageInWhichNothingWasSeen() {
    assertThat(effect(atHome(new Sketch()).stage(20, 30)))
        .containsExactly(
            "stage-1: no reads were seen",
            "stage-1: no writes were seen",
            "stage-1: no calls were seen");
  }

  @Test
  void breaksByAStageThatDidNotComeAbout() {
    assertThat(effect(atHome(new Sketch()).stageThatFailed("not in force")))
        .containsExactly("failed: not in force");
  }

  @Test
  void leavesOutWhatOverlapsAMove() {
    assertThat(
            MovePromises.allTookEffect(
                    atHome(new Sketch()).asked("4", Kind.LIST, "", 10, 200, CATALOG).evidence())
                .isKept())
        .isTrue();
  }

  private static List<String> effect(Sketch sketch) {
    Verdict verdict = MovePromises.allTookEffect(sketch.evidence());
    assertThat(verdict.isKept()).isFalse();
    return verdict.examples();
  }

  @Test
  void holdsWhenReadsFellBack() {
    assertThat(
            MovePromises.readsFellBack(
                    dead().asked("1", Kind.SHOW, "A", 1, 200, LogLine.FALLBACK).evidence())
                .isKept())
        .isTrue();
  }

  @Test
  void breaksByAReadThatDidNotFallBack() {
    assertThat(
            MovePromises.readsFellBack(
                    dead()
                        .asked("1", Kind.SHOW, "A", 1, 200, LogLine.FALLBACK)
                        .asked("2", Kind.SHOW, "A", 2, 502, CATALOG)
                        .evidence())
                .examples())
        .containsExactly("2 SHOW A -> 502 by catalog");
  }

  @Test
  void breaksWhenNothingWasReadMeanwhile() {
    assertThat(MovePromises.readsFellBack(dead().evidence()).isKept()).isFalse();
  }

  private static Sketch dead() {
    return new Sketch().death(0, 10, Portion.READS);
  }
}
