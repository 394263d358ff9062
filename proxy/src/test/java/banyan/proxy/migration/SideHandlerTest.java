package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.Exchange;
import banyan.testing.Answer;
import banyan.wire.Fields;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests on their way through a migration. */
final class SideHandlerTest {
  private static final Move SHADOW = new Move.Shadow();
  private static final Move HALF = new Move.Canary(Weight.parse("50"));
  private static final Move PROMOTE = new Move.Promote();
  private static final Move RETIRE = new Move.Retire();

  /** Nobody listens there. */
  private static final String NOWHERE = "http://127.0.0.1:1";

  @TempDir Path folder;
  @TempDir static Path first;
  private static MigratedShop shop;

  @BeforeAll
  static void start() {
    shop = new MigratedShop(first);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void begin() {
    shop.begin(folder.resolve("log"));
  }

  @Test
  void withoutAMigrationTheTableDecidesAndNothingIsChosen() throws InterruptedException {
    assertThat(shop.get("/api/items").text()).isEqualTo("local");
    assertThat(shop.exchange().side()).isNull();
  }

  @Test
  void beforeTheCanaryTheOldSideAnswers() throws InterruptedException {
    moveOut("user");
    assertThat(shop.get("/api/items").text()).isEqualTo("local");
    shop.move(SHADOW);
    assertThat(shop.get("/api/items").text()).isEqualTo("local");

    shop.exchange();
    assertThat(shop.exchange().side())
        .isNotNull()
        .satisfies(choice -> assertThat(choice.side()).isEqualTo(Side.FROM))
        .satisfies(choice -> assertThat(choice.cause()).isEqualTo(SideChoice.Cause.STAGE));
  }

  @Test
  void aCanaryAnswersItsBucketsAndNobodyElse() throws InterruptedException {
    moveOut("cookie:who", SHADOW, HALF);
    Salt salt = shop.migrations.find("catalog").orElseThrow().salt();

    for (int i = 0; i < 16; i++) {
      String who = "client-" + i;
      boolean isCandidate = Cohort.bucket(salt, who) < 5_000;
      assertThat(shop.get("/api/items", "Cookie: who=" + who).text())
          .as(who)
          .isEqualTo(isCandidate ? "catalog" : "local");
      Exchange exchange = shop.exchange();
      assertThat(exchange.answeredBy()).isEqualTo(isCandidate ? "catalog" : "local");
      assertThat(exchange.side().bucket()).isEqualTo(Cohort.bucket(salt, who));
      assertThat(exchange.side().cohort())
          .isEqualTo(isCandidate ? Cohort.CANDIDATE : Cohort.BASELINE);
    }
  }

  @Test
  void whoCannotBeToldStaysWithTheOldSide() throws InterruptedException {
    moveOut("cookie:who", SHADOW, HALF);
    assertThat(shop.get("/api/items").text()).isEqualTo("local");
    assertThat(shop.exchange().side().cause()).isEqualTo(SideChoice.Cause.UNKNOWN);

    shop.move(new Move.Canary(Weight.ALL));
    assertThat(shop.get("/api/items").text()).isEqualTo("catalog");
  }

  @Test
  void everybodyIsAnsweredByTheNewSideWhenItIsLiveAndByTheOldOneAfterGoingBack() {
    moveOut("user", SHADOW, HALF, PROMOTE);
    assertThat(shop.get("/api/items").text()).isEqualTo("catalog");
    assertThat(shop.send("POST", "/api/items").text()).isEqualTo("catalog");

    shop.move(new Move.RollBack(null));
    assertThat(shop.get("/api/items").text()).isEqualTo("local");
  }

  @Test
  void theNewSideIsReachedByTheLegThatTheRouteHasForIt() {
    shop.migrate("/old/**", "legacy", "catalog", "user", SHADOW, HALF);
    assertThat(shop.get("/old/x").field("X-Leg")).isEmpty();

    shop.move(PROMOTE);
    Answer answer = shop.get("/old/x");
    assertThat(answer.text()).isEqualTo("catalog");
    assertThat(answer.field("X-Leg")).contains("catalog");
  }

  @Test
  void onlyWhatTheTableSendsToTheOldSideIsMoved() {
    moveOut("user", SHADOW, HALF, PROMOTE);
    assertThat(shop.get("/api/items", "X-Beta: 1").text()).isEqualTo("legacy");
    assertThat(shop.get("/old/x").text()).isEqualTo("legacy");
  }

  @Test
  void theNewSideIsToldWhoCalls() {
    moveOut("user", SHADOW, HALF, PROMOTE);
    shop.get("/api/items", shop.token("ada"));

    assertThat(shop.catalog.received().getLast().field(Fields.CALLER)).isPresent();
  }

  @Test
  void aLegacySystemIsMovedToAnotherUpstreamAndToLocalCode() {
    shop.migrate("/old/**", "legacy", "catalog", "address", SHADOW, HALF, PROMOTE);
    assertThat(shop.get("/old/x").text()).isEqualTo("catalog");
    assertThat(shop.migrations.find("catalog").orElseThrow().standing()).isEqualTo("live");
  }

  @Test
  void theOldSideAnswersSafeRequestsThatTheNewOneFails() throws InterruptedException {
    moveOut("user", SHADOW, HALF, PROMOTE);
    shop.moveUpstreams(NOWHERE, shop.legacy.origin().toString());

    assertThat(shop.get("/api/items").text()).isEqualTo("local");
    Exchange exchange = shop.exchange();
    assertThat(exchange.answeredBy()).isEqualTo("fallback");
    assertThat(exchange.side().side()).isEqualTo(Side.TO);
    assertThat(exchange.upstreamError()).isEqualTo("connection_refused");
  }

  @Test
  void anOldUpstreamAnswersSafeRequestsThatTheNewOneFails() throws InterruptedException {
    shop.migrate("/old/**", "legacy", "catalog", "address", SHADOW, HALF, PROMOTE);
    shop.moveUpstreams(NOWHERE, shop.legacy.origin().toString());

    assertThat(shop.get("/old/x").text()).isEqualTo("legacy");
    assertThat(shop.exchange().answeredBy()).isEqualTo("legacy");
  }

  @Test
  void aRetiredSideAnswersNothing() {
    moveOut("user", SHADOW, HALF, PROMOTE, RETIRE);
    assertThat(shop.get("/api/items").text()).isEqualTo("catalog");

    Answer hit =
        shop.get("/api/items", "X-Migration-Side: from", shop.token("ada", SideHandler.RIGHT));
    assertThat(hit.status()).isEqualTo(410);
    assertThat(hit.text()).contains("side-retired", "'local' answers this no more");

    shop.moveUpstreams(NOWHERE, shop.legacy.origin().toString());
    assertThat(shop.get("/api/items").status()).isEqualTo(502);
  }

  @Test
  void whatWasMovedOutForGoodIsBroughtBackByAnotherMigration() throws InterruptedException {
    moveOut("user", SHADOW, HALF, PROMOTE, RETIRE);
    shop.migrate("back", "/api/**", "catalog", "local", "user");
    assertThat(shop.get("/api/items").text()).isEqualTo("catalog");

    shop.move("back", SHADOW);
    shop.move("back", new Move.Canary(Weight.ALL));
    assertThat(shop.get("/api/items").text()).isEqualTo("local");
    shop.exchange();
    assertThat(shop.exchange().side())
        .isNotNull()
        .satisfies(choice -> assertThat(choice.migration().name()).isEqualTo("back"))
        .satisfies(choice -> assertThat(choice.fallback()).isNotNull());

    shop.move("back", new Move.RollBack(null));
    assertThat(shop.get("/api/items").text()).isEqualTo("catalog");
  }

  @ParameterizedTest
  @CsvSource({"to, catalog", "from, local"})
  void aTesterWithTheRightGetsTheSideThatIsAskedFor(String side, String answer)
      throws InterruptedException {
    moveOut("user", SHADOW, HALF);
    Answer answered =
        shop.get("/api/items", "X-Migration-Side: " + side, shop.token("eve", SideHandler.RIGHT));

    assertThat(answered.text()).isEqualTo(answer);
    assertThat(shop.exchange().side().cause()).isEqualTo(SideChoice.Cause.FORCED);
  }

  @Test
  void aSideIsNotForEverybodyToAskFor() {
    moveOut("user", SHADOW, HALF);
    assertThat(shop.get("/api/items", "X-Migration-Side: to", shop.token("eve")).status())
        .isEqualTo(403);
    assertThat(shop.get("/api/items", "X-Migration-Side: to").status()).isEqualTo(403);
    String token = shop.token("eve", SideHandler.RIGHT);
    assertThat(shop.get("/api/items", "X-Migration-Side: up", token).status()).isEqualTo(400);
  }

  @Test
  void anUpstreamThatTheRoutesDoNotKnowAnyMoreIsUnavailable() {
    moveOut("user", SHADOW, HALF, PROMOTE);
    shop.forgetUpstreams();

    Answer answer = shop.get("/api/items");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).contains("'catalog' leads to 'catalog'");
  }

  @Test
  void aClientWithoutIdentityGetsOneThatItKeeps() {
    moveOut("user,signed-cookie:visitor", SHADOW, HALF);
    Answer first = shop.get("/api/items");
    String set = first.field("Set-Cookie").orElseThrow();
    assertThat(set).startsWith("visitor=").contains("HttpOnly").contains("SameSite=Lax");
    String cookie = set.substring(0, set.indexOf(';'));

    for (int i = 0; i < 3; i++) {
      Answer again = shop.get("/api/items", "Cookie: " + cookie);
      assertThat(again.text()).isEqualTo(first.text());
      assertThat(again.field("Set-Cookie")).isEmpty();
    }
    assertThat(shop.get("/api/items", "Cookie: visitor=forged").field("Set-Cookie")).isPresent();
  }

  private void moveOut(String identity, Move... way) {
    shop.migrate("/api/**", "local", "catalog", identity, way);
  }
}
