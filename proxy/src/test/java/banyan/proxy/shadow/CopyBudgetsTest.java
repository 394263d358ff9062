package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.sampling.BehaviourClass;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** What is copied where not everything can be. */
final class CopyBudgetsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final DoubleSupplier PLENTY = () -> Double.POSITIVE_INFINITY;

  @Test
  void belowShareAndRateEverythingIsCopied() {
    CopyBudgets budgets = new CopyBudgets(1, 100, PLENTY);
    long now = 0;
    for (int i = 0; i < 500; i++) {
      now += SECOND / 50;
      assertThat(budgets.refusal("m", behaviour("GET /a"), now)).isNull();
    }
  }

  @Test
  void aboveTheRateSoManyAreCopiedAndTheRarestAmongThem() {
    CopyBudgets budgets = new CopyBudgets(1, 100, PLENTY);
    int common = 0;
    int rare = 0;
    int seconds = 20;
    long now = 0;
    for (int i = 0; i < seconds * 1_000; i++) {
      now += SECOND / 1_000;
      boolean isRare = i % 500 == 499;
      Skip why = budgets.refusal("m", behaviour(isRare ? "GET /rare" : "GET /common"), now);
      assertThat(why).isIn(null, Skip.RATE);
      common += why == null && !isRare ? 1 : 0;
      rare += why == null && isRare ? 1 : 0;
    }
    assertThat(common + rare).isBetween(seconds * 90, seconds * 110 + 100);
    assertThat(rare).isEqualTo(seconds * 2);
  }

  @Test
  void ofAShareTheFirstAreAllCopiedAndThenTheShare() {
    CopyBudgets budgets = new CopyBudgets(0.1, 1_000_000, PLENTY);
    int copied = 0;
    for (int i = 1; i <= 10_000; i++) {
      Skip why = budgets.refusal("m", behaviour("GET /a"), i * SECOND);
      copied += why == null ? 1 : 0;
      assertThat(why).isIn(null, Skip.SHARE);
    }
    assertThat(copied).isBetween(950, 1_100);
  }

  @Test
  void whereProcessorsAreShortTheRarestGetWhatIsLeftOfAllMigrations() {
    CopyBudgets budgets = new CopyBudgets(1, 1_000_000, () -> 20);
    int copied = 0;
    int rare = 0;
    int seconds = 60;
    long now = 0;
    for (int i = 0; i < seconds * 200; i++) {
      now += SECOND / 200;
      boolean isRare = i % 400 == 398;
      String template = isRare ? "GET /rare" : "GET /common";
      Skip why = budgets.refusal(i % 2 == 0 ? "one" : "other", behaviour(template), now);
      assertThat(why).isIn(null, Skip.PROCESSOR);
      copied += why == null ? 1 : 0;
      rare += why == null && isRare ? 1 : 0;
    }
    assertThat(copied).isBetween(seconds * 18, seconds * 22 + 100);
    assertThat(rare).isEqualTo(seconds / 2);
  }

  @Test
  void eachMigrationHasItsOwn() {
    CopyBudgets budgets = new CopyBudgets(1, 1, PLENTY);
    while (budgets.refusal("one", behaviour("GET /a"), 0) == null) {
      // until it is spent
    }
    assertThat(budgets.refusal("other", behaviour("GET /a"), 0)).isNull();
  }

  private static BehaviourClass behaviour(String template) {
    return new BehaviourClass(template, "", "", 200, 0);
  }
}
