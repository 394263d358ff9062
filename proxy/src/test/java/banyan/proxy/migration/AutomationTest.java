package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.gate.Rollout;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gate may do with a migration, after each move and in the log. */
final class AutomationTest {
  private static final Rollout PLAN = RolloutSteps.parse("5:1:1m,20:2:2m");
  private static final Evidence NONE = new Evidence.Undemanded();
  private static final Automation RUNNING = new Automation(true, PLAN, true, null);

  @Test
  void aRollOutRunsAndKeepsWhyItNeedsNoCertificate() {
    Evidence overridden = new Evidence.Overridden("writes cannot be compared");
    Automation after = Automation.DEFAULT.after(new Move.RollOut(PLAN), "admin", overridden);

    assertThat(after).isEqualTo(new Automation(true, PLAN, true, "writes cannot be compared"));
    Evidence found = new Evidence.Found("certificate", "1");
    assertThat(after.after(new Move.RollOut(null), "operator", found))
        .isEqualTo(new Automation(true, PLAN, true, null));
    assertThat(Automation.DEFAULT.after(new Move.RollOut(null), "operator", found).plan())
        .isEqualTo(Rollout.DEFAULT);
  }

  @Test
  void theGatesOwnStepKeepsItRunningAndEverythingElseHaltsIt() {
    Move step = new Move.Canary(Weight.parse("20"));
    assertThat(RUNNING.after(step, Automation.GATE, NONE)).isEqualTo(RUNNING);

    Automation halted = new Automation(true, PLAN, false, null);
    for (Move move :
        List.of(
            step,
            new Move.Shadow(),
            new Move.Halt(),
            new Move.Promote(),
            new Move.RollBack(null),
            new Move.Retire())) {
      assertThat(RUNNING.after(move, "operator", NONE)).isEqualTo(halted);
    }
    for (Move move : List.of(new Move.Promote(), new Move.RollBack(null))) {
      assertThat(RUNNING.after(move, Automation.GATE, NONE)).isEqualTo(halted);
    }
  }

  @Test
  void everyShareIsWatchedUnlessItsMoveSaysOtherwise() {
    Automation off = RUNNING.after(new Move.Canary(Weight.parse("7"), false), "operator", NONE);

    assertThat(off.rollsBack()).isFalse();
    assertThat(off.after(new Move.Canary(Weight.parse("8")), "operator", NONE).rollsBack())
        .isTrue();
    assertThat(off.after(new Move.RollOut(null), "operator", NONE).rollsBack()).isTrue();
  }

  @Test
  void aRollOutThatCouldNotBeCarriedOutIsNone() {
    assertThatThrownBy(() -> new Automation(true, null, true, null)).hasMessageContaining("plan");
    assertThatThrownBy(() -> new Automation(false, PLAN, true, null)).hasMessageContaining("harm");
  }

  @Test
  void isReadFromTheLogAsItWasWritten() throws IOException {
    Migration before = Samples.at(Stage.SHADOW, Weight.NONE);
    var wish = new Wish(new Move.RollOut(PLAN), Samples.ADA, "admin", "a test", null);
    var allowed = (Decision.Allowed) Moves.decide(before, wish.move());
    LoggedMove move = wish.logged(before, allowed, new Evidence.Overridden("a test"), Samples.NOW);

    assertThat(MigrationJson.readLogged(MigrationJson.write(move))).isEqualTo(move);
    assertThat(move.after().standing()).isEqualTo("canary 5%");
    assertThat(move.isAllowedFrom(before)).isTrue();
  }

  /** The form of before there was a gate: no member more, and read with the default. */
  @Test
  void aMigrationThatTheGateWasToldNothingOfIsWrittenAsBefore() throws IOException {
    Migration plain = Samples.at(Stage.CANARY, Weight.parse("10"));
    LoggedMove move = new LoggedMove("canary", "admin", new Evidence.Overridden("x"), null, plain);

    String text = MigrationJson.write(move);

    assertThat(text).doesNotContain("automation");
    assertThat(((LoggedMove) MigrationJson.readLogged(text)).after().automation())
        .isEqualTo(Automation.DEFAULT);
  }
}
