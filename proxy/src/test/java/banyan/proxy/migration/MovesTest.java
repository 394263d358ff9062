package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Decision.Allowed;
import banyan.proxy.migration.Decision.Demand;
import banyan.proxy.migration.Decision.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every move from every stage. */
final class MovesTest {
  private static final Weight TENTH = Weight.parse("10");

  @ParameterizedTest
  @CsvSource({
    "prepared, shadow,           shadow,   10%, NOTHING",
    "shadow,   canary 1,         canary,   1%,  CERTIFICATE",
    "shadow,   canary 10,        canary,   10%, CERTIFICATE",
    "shadow,   rollback,         prepared, 10%, NOTHING",
    "shadow,   rollback prepared,prepared, 10%, NOTHING",
    "canary,   canary 50,        canary,   50%, CERTIFICATE",
    "canary,   canary 1,         canary,   1%,  NOTHING",
    "canary,   canary 0,         canary,   0%,  NOTHING",
    "canary,   canary 100,       canary,   100%,CERTIFICATE",
    "shadow,   rollout,          canary,   1%,  CERTIFICATE",
    "canary,   rollout,          canary,   10%, CERTIFICATE",
    "canary,   rollout 20:1:1m,  canary,   20%, CERTIFICATE",
    "canary,   halt,             canary,   10%, NOTHING",
    "canary,   promote,          live,     10%, VERDICT",
    "canary,   rollback,         shadow,   10%, NOTHING",
    "canary,   rollback shadow,  shadow,   10%, NOTHING",
    "canary,   rollback prepared,prepared, 10%, NOTHING",
    "live,     rollback,         shadow,   10%, NOTHING",
    "live,     rollback canary,  canary,   10%, NOTHING",
    "live,     rollback shadow,  shadow,   10%, NOTHING",
    "live,     rollback prepared,prepared, 10%, NOTHING",
    "live,     retire,           retired,  10%, QUIET",
  })
  void allows(String stage, String move, String next, String weight, Demand demand) {
    assertThat(decide(stage, move))
        .isEqualTo(new Allowed(Stage.parse(next), Weight.parse(weight), demand));
  }

  @ParameterizedTest
  @CsvSource({
    "prepared, canary 10,         begin with: shadow",
    "prepared, rollout,           begin with: shadow",
    "prepared, promote,           begin with a share: canary 1",
    "shadow,   halt,              no roll-out runs",
    "live,     rollout,           rollback --to shadow",
    "prepared, rollback,          nothing to go back from",
    "prepared, rollback prepared, nothing to go back from",
    "prepared, retire,            only what the new side answers alone",
    "shadow,   shadow,            at shadow already",
    "shadow,   promote,           begin with a share: canary 1",
    "shadow,   rollback shadow,   shadow is not behind it",
    "shadow,   rollback canary,   canary is not behind it",
    "shadow,   rollback live,     live is not behind it",
    "shadow,   retire,            only what the new side answers alone",
    "canary,   shadow,            rollback --to shadow",
    "canary,   canary 10,         at canary 10% already",
    "canary,   rollback canary,   canary is not behind it",
    "canary,   rollback retired,  retired is not behind it",
    "canary,   retire,            only what the new side answers alone",
    "live,     shadow,            rollback --to shadow",
    "live,     canary 10,         rollback --to canary",
    "live,     promote,           at live already",
    "live,     rollback live,     live is not behind it",
  })
  void refuses(String stage, String move, String reason) {
    assertThat(decide(stage, move))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARED", "SHADOW", "CANARY", "LIVE"})
  void nothingMovesAfterRetirement(Stage goal) {
    List<Move> moves =
        List.of(
            new Move.Shadow(),
            new Move.Canary(TENTH),
            new Move.Promote(),
            new Move.RollBack(goal),
            new Move.RollBack(null),
            new Move.Retire());

    assertThat(moves)
        .allSatisfy(
            move ->
                assertThat(Moves.decide(Stage.RETIRED, TENTH, move)).isInstanceOf(Refused.class));
  }

  /** Whoever goes back gets back to the beginning, from everywhere but retirement. */
  @Test
  void everyStageBeforeRetirementLeadsBackToTheBeginning() {
    for (Stage stage : List.of(Stage.SHADOW, Stage.CANARY, Stage.LIVE)) {
      List<Stage> way = new ArrayList<>(List.of(stage));
      while (way.getLast() != Stage.PREPARED) {
        Decision back = Moves.decide(way.getLast(), TENTH, new Move.RollBack(null));
        way.add(((Allowed) back).stage());
      }
      assertThat(way).hasSizeLessThanOrEqualTo(3);
    }
  }

  private static Decision decide(String stage, String words) {
    String[] move = words.split(" ", 2);
    return Moves.decide(
        Stage.parse(stage), TENTH, move(move[0], move.length == 1 ? null : move[1]));
  }

  private static Move move(String word, @Nullable String object) {
    return switch (word) {
      case "shadow" -> new Move.Shadow();
      case "canary" -> new Move.Canary(Weight.parse(String.valueOf(object)));
      case "rollout" -> new Move.RollOut(object == null ? null : RolloutSteps.parse(object));
      case "halt" -> new Move.Halt();
      case "promote" -> new Move.Promote();
      case "rollback" -> new Move.RollBack(object == null ? null : Stage.parse(object));
      case "retire" -> new Move.Retire();
      default -> throw new IllegalArgumentException(word);
    };
  }
}
