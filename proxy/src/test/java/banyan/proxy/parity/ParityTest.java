package banyan.proxy.parity;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.parity.ParityReport.PlaceLine;
import banyan.proxy.shadow.Pairing;
import banyan.testing.SystemThread;
import banyan.testing.TestSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What comes of pairs that shadowing hands over. */
final class ParityTest {
  private static final int NOISY = 40;
  private static final int WRONG = 5;
  private static final String SAME = "{\"total\": 12.50}";

  @TempDir Path folder;
  private ComparedShop shop;

  @BeforeEach
  void open() {
    shop = new ComparedShop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void countsPairsByBehaviourAndShowsWhereTheyDiffer() {
    shop.start();
    shop.same(3);
    shop.pair(Pairing.FORWARD, SAME, "{\"total\": 12.5}");
    shop.pair("GET /orders", Pairing.FORWARD, ComparedShop.answer("[]"), ComparedShop.answer("[]"));

    ParityReport report = shop.report();
    assertThat(report.forward().compared()).isEqualTo(5);
    assertThat(report.forward().mismatched()).isEqualTo(1);
    assertThat(report.forward().bound()).isBetween(0.65, 0.66);
    assertThat(report.forward().behaviours())
        .containsExactly(
            new ParityReport.BehaviourLine("GET /orders 200", 1, 0, 0),
            new ParityReport.BehaviourLine("GET /orders/{id} 200", 4, 1, 0));
    PlaceLine place = report.forward().differences().getFirst();
    assertThat(place.place()).isEqualTo("/total");
    assertThat(place.count()).isEqualTo(1);
    assertThat(place.samples().getFirst().from()).isEqualTo("12.50");
    assertThat(place.samples().getFirst().to()).isEqualTo("12.5");
    assertThat(place.samples().getFirst().request()).isEqualTo("GET /orders/7?card&page");
    assertThat(report.withoutValues().forward().differences().getFirst().samples()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whoComparesStandsBack() {
    int own = SystemThread.current().niceness();
    shop.start();
    shop.same(1);
    assertThat(shop.report().forward().compared()).isEqualTo(1);
    assertThat(SystemThread.all())
        .anyMatch(thread -> thread.name().equals("banyan-parity") && thread.niceness() > own);
  }

  @Test
  void tellsWrongFieldsFromFieldsThatDifferFromThemselves() {
    int pairs = TestSize.pick("pairs", 600, 1_000, 20_000);
    SplittableRandom random = new SplittableRandom(7);
    double[] rates = random.doubles(NOISY, 0.01, 1).toArray();
    shop.start();
    for (int i = 0; i < pairs; i++) {
      shop.pair(Pairing.FORWARD, body(random, rates, false), body(random, rates, true));
      if (i % 10 == 0) {
        shop.pair(Pairing.SELF, body(random, rates, false), body(random, rates, false));
        shop.report();
      }
    }

    ParityReport report = shop.report();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < WRONG; i++) {
      wrong.add("/wrong" + i);
    }
    // Noise is told from what is wrong with a chance of 1 % to err, so one may be among them.
    assertThat(report.forward().differences())
        .extracting(PlaceLine::place)
        .containsAll(wrong)
        .hasSizeLessThanOrEqualTo(WRONG + 1);
    assertThat(report.forward().noise())
        .extracting(ParityReport.NoiseLine::place)
        .allMatch(place -> place.startsWith("/noisy"))
        .hasSizeGreaterThan(NOISY / 2);
    // The first of the wrong ones is so in every pair.
    assertThat(report.forward().mismatched()).isEqualTo(report.forward().compared());
    assertThat(report.learned()).isEqualTo((pairs + 9) / 10);
  }

  /** Differences that come before it is known that they are noise are cleared when it is. */
  @Test
  void noiseThatIsLearnedLaterClearsPairsThatCameBefore() {
    shop.start();
    for (int i = 0; i < 100; i++) {
      shop.pair(Pairing.FORWARD, "{\"stock\": " + i + "}", "{\"stock\": " + (i + 1) + "}");
    }
    assertThat(shop.report().forward().mismatched()).isEqualTo(100);

    for (int i = 0; i < 25; i++) {
      shop.pair(Pairing.SELF, "{\"stock\": " + i + "}", "{\"stock\": " + (i + 1) + "}");
    }
    shop.same(2);
    assertThat(shop.report().forward().mismatched()).isZero();
    assertThat(shop.report().forward().differences()).isEmpty();
  }

  @Test
  void theOldSideIsNotHeldToWhatIsPlannedOfTheNewOne() throws IOException {
    shop.start();
    Files.writeString(
        folder.resolve("orders.rules.yaml"),
        "expect:\n  - {at: /currency, change: added, who: ada, why: v2, evidence: e,"
            + " until: 2026-11-21}\n");
    for (int i = 0; i < 25; i++) {
      shop.pair(Pairing.SELF, SAME, SAME);
    }
    shop.pair(Pairing.FORWARD, SAME, "{\"total\": 12.50, \"currency\": \"EUR\"}");
    shop.pair(Pairing.FORWARD, SAME, SAME);

    ParityReport report = shop.report();
    assertThat(report.forward().noise()).isEmpty();
    assertThat(report.forward().mismatched()).isEqualTo(1);
  }

  @Test
  void whatIsSeenAndNotComparedIsNamed() {
    shop.start();
    shop.parity.seen(
        shop.migration(),
        new banyan.proxy.sampling.BehaviourClass("POST /orders", "clerk", "dry=true", 201, 0));
    shop.pair(
        "GET /orders",
        Pairing.FORWARD,
        ComparedShop.answer("xxx", "Content-Encoding: br"),
        ComparedShop.answer("yyy", "Content-Encoding: br"));

    ParityReport report = shop.report();
    assertThat(report.uncovered())
        .isEqualTo(Map.of("POST /orders 201 ?dry=true as clerk", 1L, "GET /orders 200", 1L));
    assertThat(report.forward().compared()).isZero();
    assertThat(report.forward().bound()).isEqualTo(1);
    assertThat(report.forward().uncompared()).hasSize(1);
  }

  @Test
  void anotherBuildOrOtherRulesBeginAnew() throws IOException {
    shop.start();
    shop.same(3);
    assertThat(shop.report().forward().compared()).isEqualTo(3);

    shop.publish(ComparedShop.document("build: 4.1", "build: 5.1"));
    ParityReport deployed = shop.report();
    assertThat(deployed.forward().compared()).isZero();
    assertThat(deployed.reason()).isEqualTo("the new side is build 5.1, not 5.0");

    shop.pair(Pairing.FORWARD, SAME, "{\"total\": 12.5}");
    assertThat(shop.report().forward().mismatched()).isEqualTo(1);
    Files.writeString(
        folder.resolve("orders.rules.yaml"),
        "relax:\n  - {at: /total, allow: same-number, who: ada, why: floats, evidence: e,"
            + " until: 2026-11-21}\n");
    assertThat(shop.report().reason()).isEqualTo("the rules of the comparison are others");
    shop.pair(Pairing.FORWARD, SAME, "{\"total\": 12.5}");
    assertThat(shop.report().forward().mismatched()).isZero();
    assertThat(shop.report().rules().inForce()).containsExactly("same-number at /total");

    shop.now = java.time.Instant.parse("2026-11-22T00:00:00Z");
    ParityReport expired = shop.report();
    assertThat(expired.forward().compared()).isZero();
    assertThat(expired.rules().expired()).hasSize(1);
  }

  @Test
  void faultyRulesChangeNothingAndAreShown() throws IOException {
    shop.start();
    Files.writeString(folder.resolve("orders.rules.yaml"), "relax: [{at: /total, allow: magic}]\n");

    ParityReport report = shop.report();
    assertThat(report.rules().inForce()).isEmpty();
    assertThat(report.rules().faults().getFirst()).contains("orders.rules.yaml:1:", "magic");
    Files.delete(folder.resolve("orders.rules.yaml"));
    assertThat(shop.report().rules().faults()).isEmpty();
  }

  @Test
  void tellsTheListenerOfPairsThatTheOldSideAnswered() {
    List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
    shop.parity.listener(
        (name, compared, mismatched) -> heard.add(name + " " + compared + " " + mismatched));
    shop.start();
    shop.same(1);
    shop.pair(Pairing.FORWARD, SAME, "{}");
    shop.pair(Pairing.REVERSE, SAME, "{}");
    shop.pair(Pairing.SELF, SAME, SAME);

    ParityReport report = shop.report();
    assertThat(heard).containsExactly("orders 1 0", "orders 1 1");
    assertThat(report.reverse().compared()).isEqualTo(1);
    assertThat(shop.parity.reverse(shop.migration()).mismatched()).isEqualTo(1);
    assertThat(shop.parity.forward(shop.migration()).compared()).isEqualTo(2);
  }

  @Test
  void refusesPairsForWhichThereIsNoPlace() {
    int taken = 0;
    while (shop.pair(
        ComparedShop.ROUTE,
        Pairing.FORWARD,
        ComparedShop.answer(SAME),
        ComparedShop.answer(SAME))) {
      taken++;
    }
    assertThat(taken).isEqualTo(Parity.QUEUE_PAIRS_MAX);
  }

  @Test
  void showsNoCredentials() {
    shop.start();
    shop.pair(
        ComparedShop.ROUTE,
        Pairing.FORWARD,
        ComparedShop.answer(
            "{\"apiKey\": \"k-1\", \"user\": {\"name\": \"a\", \"password\": \"p-1\"}}"),
        ComparedShop.answer(
            "{\"apiKey\": \"k-2\", \"note\": \"eyJhbGciOiJIUzI1NiJ9.eyJz.c2ln\"}",
            "Set-Cookie: SESSION=s-1; Path=/",
            "WWW-Authenticate: Basic realm=r-1"));

    String shown = shop.report().forward().differences().toString();
    assertThat(shown).contains("/user", "/apiKey", "(hidden)");
    assertThat(shown).doesNotContain("k-1", "k-2", "p-1", "s-1", "r-1", "eyJz", "4711");
  }

  /** Wrong ones are so in all, or in a branch that some requests take. */
  private static String body(SplittableRandom random, double[] rates, boolean isWrong) {
    StringBuilder body = new StringBuilder("{\"stable\":true");
    for (int i = 0; i < NOISY; i++) {
      int value = random.nextDouble() < rates[i] ? random.nextInt(1000) : 0;
      body.append(",\"noisy").append(i).append("\":").append(value);
    }
    for (int i = 0; i < WRONG; i++) {
      boolean isHit = isWrong && random.nextInt(i + 1) == 0;
      body.append(",\"wrong").append(i).append("\":").append(isHit ? 8 : 7);
    }
    return body.append('}').toString();
  }
}
