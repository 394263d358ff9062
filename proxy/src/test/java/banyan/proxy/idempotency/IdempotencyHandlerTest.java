package banyan.proxy.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.idempotency.KeyedServer.Mood;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.Weight;
import banyan.testing.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with idempotency keys, over sockets. */
final class IdempotencyHandlerTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration RETENTION = Duration.ofHours(24);

  @TempDir Path folder;
  private KeyedShop shop;

  @BeforeEach
  void open() {
    shop = new KeyedShop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orders/1", "/stored/1"})
  void aKeyIsRequiredWhereTheRouteSaysSo(String path) {
    assertProblem(shop.post(path, "", "x"), 400, "idempotency-key-required");
    assertThat(shop.old.read()).isEmpty();
    assertThat(shop.post("/apart/1", "", "x").status()).isEqualTo(201);
  }

  @Test
  void aKeyIsWellFormedOrNone() {
    assertProblem(shop.post("/orders/1", "two words", "x"), 400, "malformed-request");
    assertProblem(shop.post("/orders/1", "\"open", "x"), 400, "malformed-request");
    assertThat(shop.old.read()).isEmpty();
  }

  @Test
  void anUpstreamThatKnowsNoKeysDoesTheWorkOnceAndTheProxyReplaysItsAnswer() {
    Answer first = shop.post("/stored/1", "k-1", "x");
    shop.restart();
    Answer second = shop.post("/stored/1", "\"k-1\"", "x");

    assertThat(shop.old.read()).hasSize(1);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text()).isEqualTo("old");
    assertThat(second.field("X-Of")).contains("old");
    assertThat(second.field("Idempotency-Replayed")).contains("true");
    assertThat(first.field("Idempotency-Replayed")).isEmpty();
    assertThat(first.field("Set-Cookie")).isPresent();
    assertThat(second.field("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/stored/1, y, ''",
    "/stored/2, x, ''",
    "/stored/1?a=b, x, ''",
    "/stored/1, x, 'Cookie: session=of-another'"
  })
  void aKeyBelongsToOneRequest(String path, String body, String field) {
    shop.post("/stored/1", "k-1", "x");
    Answer other =
        field.isEmpty() ? shop.post(path, "k-1", body) : shop.post(path, "k-1", body, field);

    assertProblem(other, 422, "idempotency-key-reused");
    assertThat(shop.old.read()).hasSize(1);
  }

  @Test
  void callersOfDifferentCredentialsHaveKeysOfTheirOwn() {
    shop.post("/stored/1", "k-1", "x", "Authorization: Basic YTph");
    shop.post("/stored/1", "k-1", "x", "Authorization: Basic Yjpi");
    assertThat(shop.old.read()).hasSize(2);
  }

  @Test
  void aSecondRequestIsToldToWaitWhileTheFirstIsInFlight() throws Exception {
    shop.old.is(Mood.HOLDS);
    var first = CompletableFuture.supplyAsync(() -> shop.post("/stored/1", "k-1", "x"));
    shop.old.awaitHeld();

    Answer second = shop.post("/stored/1", "k-1", "x");
    assertProblem(second, 409, "idempotency-key-in-flight");
    assertThat(second.field("Retry-After")).contains("1");

    shop.old.letGo();
    assertThat(first.get().status()).isEqualTo(201);
    assertThat(shop.post("/stored/1", "k-1", "x").field("Idempotency-Replayed")).isPresent();
    assertThat(shop.old.read()).hasSize(1);
  }

  @Test
  void whatMayHaveBeenDoneIsNotDoneAgainForAnUpstreamThatKnowsNoKeys() {
    shop.old.is(Mood.BREAKS_OFF);
    Answer lost = shop.post("/stored/1", "k-1", "x");
    assertProblem(lost, 503, "outcome-unknown");
    assertThat(lost.field("Retry-After")).isEmpty();
    assertThat(lost.field("Proxy-Status")).contains("banyan; error=connection_terminated");

    shop.old.is(Mood.ANSWERS);
    assertProblem(shop.post("/stored/1", "k-1", "x"), 503, "outcome-unknown");
    assertThat(shop.old.read()).hasSize(1);
    assertThat(shop.post("/stored/1", "k-2", "x").status()).isEqualTo(201);
  }

  @Test
  void whatWasNotDoneLeavesItsKeyFree() {
    assertProblem(shop.post("/away/1", "k-1", "x"), 502, "upstream-unreachable");
    assertProblem(shop.post("/away/1", "k-1", "y"), 502, "upstream-unreachable");

    shop.old.is(Mood.IS_BUSY);
    assertThat(shop.post("/stored/1", "k-1", "x").status()).isEqualTo(503);
    shop.old.is(Mood.ANSWERS);
    assertThat(shop.post("/stored/1", "k-1", "x").status()).isEqualTo(201);
  }

  @Test
  void aServersErrorIsItsWordAndIsReplayed() {
    shop.old.is(Mood.FAILS);
    assertThat(shop.post("/stored/1", "k-1", "x").status()).isEqualTo(500);
    shop.old.is(Mood.ANSWERS);
    Answer again = shop.post("/stored/1", "k-1", "x");
    assertThat(again.status()).isEqualTo(500);
    assertThat(again.field("Idempotency-Replayed")).isPresent();
  }

  @Test
  void anAnswerTooLargeToBeKeptIsGivenOnce() {
    shop.old.is(Mood.RAMBLES);
    assertThat(shop.post("/stored/1", "k-1", "x").body()).hasSize(300_000);
    Answer again = shop.post("/stored/1", "k-1", "x");
    assertProblem(again, 503, "outcome-unknown");
    assertThat(again.text()).contains("could not be kept");
    assertThat(shop.old.read()).hasSize(1);
  }

  @Test
  void aBodyTooLargeToBeHeldIsRefused() {
    assertProblem(shop.announce("/stored/1", "k-1", (1 << 20) + 1), 413, "body-too-large");
  }

  @Test
  void aKeyIsForgottenAfterItsTime() {
    shop.post("/stored/1", "k-1", "x");
    shop.passes(RETENTION);
    assertThat(shop.post("/stored/1", "k-1", "y").status()).isEqualTo(201);
    assertThat(shop.old.read()).hasSize(2);
  }

  @Test
  void aKeyStaysWithTheSideThatWasAskedWhateverMoves() {
    shop.migrate("/apart", "old", "foreign");
    shop.old.is(Mood.BREAKS_OFF);
    Answer lost = shop.post("/apart/1", "k-1", "x");
    assertProblem(lost, 503, "outcome-unknown");
    assertThat(lost.field("Retry-After")).contains("1");

    shop.old.is(Mood.ANSWERS);
    for (Move move : KeyedShop.LIVE) {
      shop.move("apart", move);
    }
    shop.restart();
    assertThat(shop.post("/apart/1", "k-1", "x").text()).isEqualTo("old");
    assertThat(shop.post("/apart/1", "k-2", "x").text()).isEqualTo("fresh");

    shop.move("apart", new Move.RollBack(null));
    assertThat(shop.post("/apart/1", "k-2", "x").text()).isEqualTo("fresh");
    assertThat(shop.post("/apart/1", "k-3", "x").text()).isEqualTo("old");
  }

  @Test
  void aSideThatIsClosedForGoodAnswersNoKeyOfIts() {
    shop.migrate("/apart", "old", "foreign");
    shop.post("/apart/1", "k-1", "x");
    for (Move move : KeyedShop.LIVE) {
      shop.move("apart", move);
    }
    shop.move("apart", new Move.Retire());

    assertProblem(shop.post("/apart/1", "k-1", "x"), 503, "outcome-unknown");
    assertThat(shop.post("/apart/1", "k-2", "x").text()).isEqualTo("fresh");
  }

  @Test
  void theLeaseOfADeadProxyEndsByItselfAndTheKeyStaysOnItsSide() throws Exception {
    shop.migrate("/apart", "old", "foreign");
    shop.old.is(Mood.HOLDS);
    var dead = CompletableFuture.supplyAsync(() -> shop.post("/apart/1", "k-1", "x"));
    shop.old.awaitHeld();
    assertProblem(shop.post("/apart/1", "k-1", "x"), 409, "idempotency-key-in-flight");

    for (Move move : KeyedShop.LIVE) {
      shop.move("apart", move);
    }
    shop.passes(LEASE);
    shop.old.is(Mood.ANSWERS);
    assertThat(shop.post("/apart/1", "k-1", "x").text()).isEqualTo("old");
    shop.old.letGo();
    assertThat(dead.get().status()).isEqualTo(201);
  }

  @Test
  void aKeyInALedgerOfBothSidesIsAnsweredByTheOldOneWhenTheNewOneBreaksOff() {
    shop.migrate("/orders", "old", "fresh", KeyedShop.LIVE);
    shop.fresh.is(Mood.BREAKS_OFF);

    Answer answer = shop.post("/orders/1", "k-1", "a body of some length");
    assertThat(answer.text()).isEqualTo("old");
    assertThat(shop.fresh.read()).hasSize(1);
    assertThat(shop.old.read().getFirst().text()).isEqualTo("a body of some length");
    assertThat(shop.old.read().getFirst().field("Idempotency-Key")).contains("k-1");

    shop.old.is(Mood.BREAKS_OFF);
    Answer lost = shop.post("/orders/1", "k-2", "x");
    assertProblem(lost, 503, "outcome-unknown");
    assertThat(lost.field("Retry-After")).contains("1");
  }

  @Test
  void theCodeOfAContextAnswersForAServiceOfTheSameContextThatBreaksOff() {
    shop.migrate("/local", "local", "fresh", KeyedShop.LIVE);
    shop.migrate("/careless", "local", "fresh", KeyedShop.LIVE);
    shop.fresh.is(Mood.BREAKS_OFF);

    assertThat(shop.post("/local/1", "k-1", "goods").text()).isEqualTo("local goods");
    assertProblem(shop.post("/careless/1", "k-1", "goods"), 503, "outcome-unknown");
    assertThat(shop.fresh.read()).hasSize(2);
  }

  @Test
  void aNewKeyGoesToTheOldSideAndStaysThereWhenTheNewOneWasNotReached() {
    shop.migrate("/near", "foreign", "nowhere", KeyedShop.LIVE);
    assertThat(shop.post("/near/1", "k-1", "x").text()).isEqualTo("fresh");
    assertThat(shop.post("/near/1", "k-1", "x").text()).isEqualTo("fresh");

    shop.fresh.is(Mood.BREAKS_OFF);
    assertProblem(shop.post("/near/1", "k-2", "x"), 503, "outcome-unknown");
    shop.fresh.is(Mood.ANSWERS);
    assertThat(shop.post("/near/1", "k-2", "x").text()).isEqualTo("fresh");
    assertThat(shop.fresh.read()).hasSize(4);
  }

  @Test
  void aKeyThatASideMayHaveUsedNeverLeavesIt() {
    shop.migrate("/near", "foreign", "old");
    shop.move("near", new Move.Shadow());
    shop.move("near", new Move.Canary(Weight.ALL));
    shop.old.is(Mood.BREAKS_OFF);
    assertProblem(shop.post("/near/1", "k-1", "x", "Cookie: who=me"), 503, "outcome-unknown");
    // Refused or reset, as the system has it: nobody else is asked either way.
    shop.old.close();
    assertThat(shop.post("/near/1", "k-1", "x", "Cookie: who=me").status()).isBetween(502, 503);
    assertThat(shop.fresh.read()).isEmpty();
  }

  @Test
  void aBodyThatCannotBeKeptIsNotAnsweredByTheOldSide() {
    shop.migrate("/orders", "old", "fresh", KeyedShop.LIVE);
    shop.fresh.is(Mood.BREAKS_OFF);
    assertProblem(shop.post("/orders/1", "k-1", "x".repeat(70_000)), 503, "outcome-unknown");
    assertThat(shop.old.read()).isEmpty();
  }

  @Test
  void withoutAKeyTheOldSideAnswersWhatWasProvablyNotProcessedAlone() {
    shop.migrate("/gone", "old", "away", KeyedShop.LIVE);
    assertThat(shop.post("/gone/1", "", "x").text()).isEqualTo("old");

    shop.migrate("/apart", "old", "foreign", KeyedShop.LIVE);
    shop.fresh.is(Mood.BREAKS_OFF);
    assertProblem(shop.post("/apart/1", "", "x"), 502, "upstream-failed");
    assertProblem(shop.post("/apart/1", "k-1", "x"), 503, "outcome-unknown");
    assertThat(shop.old.read()).hasSize(1);
  }

  private static void assertProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text()).contains("/problems/" + type + "\"");
  }
}
