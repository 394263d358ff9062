package banyan.proxy.rollout;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.migration.Evidence;
import banyan.proxy.migration.LoggedMove;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.RolloutSteps;
import banyan.proxy.migration.Side;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Weight;
import banyan.testing.Answer;
import banyan.testing.FromSize;
import banyan.testing.TestSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A canary that fails its clients, from their sockets to the audit log. */
final class CanaryOverSocketsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Weight HALF = Weight.parse("50");
  private static final int PEOPLE = 30;

  @TempDir static Path folder;
  private static GatedShop shop;

  @BeforeAll
  static void start() {
    shop = new GatedShop(folder);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void aCanaryThatAnswers500IsTakenBack() {
    List<Answer> failed = untilTakenBack("orders", "failing");

    // The breaker opens after some of them, and the old side steps in.
    assertThat(failed.getFirst().status()).isEqualTo(500);
    LoggedMove last = shop.migrations.history("orders").getFirst().move();
    assertThat(last.role()).isEqualTo("gate");
    assertThat(last.evidence())
        .isInstanceOfSatisfying(
            Evidence.Found.class, found -> assertThat(found.id()).contains("errors"));
    assertThat(shop.migrations.log().verify().broken()).isNull();
  }

  /** Clients notice nothing, since the old side steps in; the gate does. */
  @Test
  void aCanaryThatIsAwayIsTakenBack() {
    List<Answer> rescued = untilTakenBack("bills", "away");

    assertThat(rescued).extracting(Answer::text).containsOnly("legacy");
    assertThat(report("bills").verdict().errors())
        .anySatisfy(
            kind -> {
              assertThat(kind.kind()).isEqualTo("refused");
              assertThat(kind.toClients()).isGreaterThanOrEqualTo(25);
            });
  }

  /** The evidence takes some thousand requests; the fast size shows it with made-up answers. */
  @Test
  @FromSize(DEFAULT)
  void aHealthyRollOutGoesLiveByItself() {
    int rounds = TestSize.pick("rounds of a roll-out, at most", 80, 80, 160);
    warmUp();
    Move rollOut = new Move.RollOut(RolloutSteps.parse("1:10:1m,10:10:1m,50:10:1m"));
    Migration migration = shop.begin("carts", "fresh", rollOut);
    await().atMost(LIMIT).until(() -> shop.gates.report("carts").isPresent());
    List<String> to = GatedShop.people(migration, Weight.parse("1"), Side.TO, PEOPLE);
    List<String> from = GatedShop.people(migration, HALF, Side.FROM, PEOPLE);

    for (int round = 0; round < rounds && isAtCanary("carts"); round++) {
      for (int i = 0; i < 10; i++) {
        shop.ask("carts", to);
        shop.ask("carts", from);
      }
      shop.pass(Duration.ofSeconds(61));
      Instant passed = shop.now();
      await()
          .atMost(LIMIT)
          .until(() -> !isAtCanary("carts") || !report("carts").looked().isBefore(passed));
    }

    assertThat(shop.migrations.history("carts").reversed())
        .as(report("carts").next())
        .extracting(numbered -> numbered.move().after().standing())
        .containsExactly("prepared", "shadow", "canary 1%", "canary 10%", "canary 50%", "live");
    assertThat(shop.ask("carts", from)).extracting(Answer::text).containsOnly("fresh");
  }

  /**
   * Both sides, until their answers take no longer than those that will be counted: a baseline that
   * gets quicker has few answers beyond the limit that its earlier ones set, which leaves the gate
   * little to compare with.
   */
  private static void warmUp() {
    Migration migration = shop.begin("warmth", "fresh", new Move.Canary(HALF));
    List<String> to = GatedShop.people(migration, HALF, Side.TO, PEOPLE);
    List<String> from = GatedShop.people(migration, HALF, Side.FROM, PEOPLE);
    for (int i = 0; i < 200; i++) {
      shop.ask("warmth", to);
      shop.ask("warmth", from);
    }
  }

  private static boolean isAtCanary(String name) {
    return shop.migrations.find(name).orElseThrow().stage() == Stage.CANARY;
  }

  private static GateReport report(String name) {
    return shop.gates.report(name).orElseThrow();
  }

  /** Returns what the people on the new side were answered before. */
  private static List<Answer> untilTakenBack(String name, String to) {
    Migration migration = shop.begin(name, to, new Move.Canary(HALF));
    List<String> candidates = GatedShop.people(migration, HALF, Side.TO, PEOPLE);
    // The gate begins to count when it sees the canary.
    await().atMost(LIMIT).until(() -> shop.gates.report(name).isPresent());

    shop.ask(name, GatedShop.people(migration, HALF, Side.FROM, PEOPLE));
    List<Answer> answers = shop.ask(name, candidates);
    shop.pass(Duration.ofSeconds(10));

    await()
        .atMost(LIMIT)
        .until(() -> shop.migrations.find(name).orElseThrow().stage() == Stage.SHADOW);
    assertThat(shop.ask(name, candidates)).extracting(Answer::text).containsOnly("legacy");
    return answers;
  }
}
