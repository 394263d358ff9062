package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.Exchange;
import banyan.proxy.fault.FaultKind;
import banyan.proxy.fault.FaultScope;
import banyan.proxy.fault.PlantedFault;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.wire.ByteBudget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is copied at which stage, and what is not and why. */
final class ShadowLimitsTest {
  private static final Move SHADOW = new Move.Shadow();
  private static final int ANSWER_BYTES = 64 << 10;

  @TempDir static Path folder;
  private static ShadowedShop shop;

  @BeforeAll
  static void start() {
    shop =
        new ShadowedShop(
            folder,
            Map.of(
                "shadow.timeout",
                Duration.ofMillis(500),
                "shadow.answer.bytes",
                (long) ANSWER_BYTES,
                "shadow.concurrent",
                1,
                "shadow.queue",
                1,
                "shadow.reverse",
                1.0));
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  void whatMayChangeSomethingIsNotCopied() throws InterruptedException {
    old();
    shop.send("POST", "/old/a", "Content-Length: 0");
    shop.awaitSkip(Skip.METHOD);
    shop.send("GET", "/old/a", "Content-Length: 0");
    shop.pair();
    try (RawClient client = RawClient.to(shop.port())) {
      client.send(ShadowedShop.message("GET", "/old/a", "Content-Length: 2") + "ab");
      client.answer();
    }
    shop.awaitSkip(Skip.BODY);
    assertThat(shop.fresh.received()).hasSize(1);
  }

  @Test
  void whatWasRefusedOrCutIsNotCopied() throws InterruptedException {
    old();
    shop.legacy(ScriptedUpstream.Conversation::close);
    assertThat(shop.get("/old/a").status()).isEqualTo(502);
    shop.awaitSkip(Skip.REFUSED);
    shop.legacy(
        talk -> {
          talk.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab");
          talk.close();
        });
    try (RawClient client = RawClient.to(shop.port())) {
      client.send(ShadowedShop.message("GET", "/old/cut")).drain();
    }
    shop.await(() -> shop.report().skipped().values().stream().mapToLong(n -> n).sum() == 2);
    assertThat(shop.fresh.received()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "503, UNAVAILABLE",
    "502, UNAVAILABLE",
    "429, UNAVAILABLE",
    "304, CONDITIONAL",
    "206, CONDITIONAL"
  })
  void whatSaysNothingOfTheSideIsNotCopied(int status, Skip why) throws InterruptedException {
    old();
    shop.legacy(ShadowedShop.sending("HTTP/1.1 " + status + " So\r\nContent-Length: 0\r\n\r\n"));
    shop.get("/old/a");
    shop.awaitSkip(why);
  }

  @Test
  void aTesterAFallbackAndAFaultAreNoSamples() throws Exception {
    shop.migrate("/api/orders", "legacy", "fresh", SHADOW);
    shop.get("/api/orders", "X-Migration-Side: from", shop.token("tester", "migration:force"));
    shop.awaitSkip(Skip.FORCED);

    shop.legacy(ScriptedUpstream.Conversation::close);
    assertThat(shop.get("/api/orders").text()).isEqualTo("\"local\"");
    shop.awaitSkip(Skip.FALLBACK);

    PlantedFault fault =
        new PlantedFault(
            "thin",
            FaultScope.parse("", "", "", "/api/orders", List.of()),
            100,
            new FaultKind.Bandwidth(1 << 20),
            shop.faults().endAfter(Duration.ofMinutes(1)),
            new Reason("ada", "a test"));
    shop.legacy(ShadowedShop.answering("legacy"));
    shop.faults().add(fault, "admin");
    shop.get("/api/orders");
    shop.awaitSkip(Skip.FAULT);
    shop.faults().remove("thin", "ada", null, "admin");
    assertThat(shop.fresh.received()).isEmpty();
  }

  @Test
  void aCopyIsNotCopiedAgain() throws InterruptedException {
    shop.migrate("/api/items", "local", "fresh", SHADOW);
    shop.get("/api/items", "Banyan-Shadow: " + shop.field.copyMark("catalog"));
    shop.awaitSkip(Skip.COPY);
    shop.await(() -> shop.logged.stream().anyMatch(Exchange::isCopy));
  }

  @Test
  void aSideThatTheDocumentDoesNotKnowGetsNone() throws InterruptedException {
    old();
    shop.forgetFresh();
    assertThat(shop.get("/old/a").text()).isEqualTo("\"legacy\"");
    shop.awaitSkip(Skip.NOWHERE);
  }

  @Test
  void anAnswerThatIsTooLongIsNotKept() throws InterruptedException {
    old();
    shop.legacy(
        talk -> {
          talk.send("HTTP/1.1 200 OK\r\nContent-Length: " + (ANSWER_BYTES + 1) + "\r\n\r\n");
          talk.send(new byte[ANSWER_BYTES + 1]);
        });
    assertThat(shop.get("/old/a").body()).hasSize(ANSWER_BYTES + 1);
    shop.awaitSkip(Skip.LARGE);
    shop.legacy(
        talk -> {
          talk.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n");
          talk.send(new byte[ANSWER_BYTES + 1]);
          talk.send("\r\n0\r\n\r\n");
        });
    assertThat(shop.get("/old/a").body()).hasSize(ANSWER_BYTES + 1);
    shop.await(() -> shop.report().skipped().get("large") == 2);
    assertThat(shop.buffers().held()).isZero();
  }

  @Test
  void copiesAreTheFirstToGoWithoutMemory() throws InterruptedException {
    old();
    try (ByteBudget.Lease lease =
        shop.buffers().take("test", shop.buffers().max() / 2 + 1).orElseThrow()) {
      assertThat(lease).isNotNull();
      assertThat(shop.get("/old/a").text()).isEqualTo("\"legacy\"");
      shop.awaitSkip(Skip.MEMORY);
    }
    assertThat(shop.buffers().held()).isZero();
  }

  @Test
  void aQueueThatIsFullTakesNoMore() throws InterruptedException {
    old();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    shop.recorder.whenSeen =
        () -> {
          entered.countDown();
          try {
            leave.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    shop.get("/old/a");
    entered.await();
    shop.get("/old/b");
    shop.get("/old/c");
    shop.get("/old/d");
    shop.awaitSkip(Skip.QUEUE);
    leave.countDown();
    // What was let in shall be over before the next test begins.
    shop.await(() -> shop.report().skipped().get("queue") + sent() == 4);
  }

  @Test
  void aLiveMigrationAsksTheOldSideBehindTheNewOne() throws InterruptedException {
    shop.migrate(
        "/old/**",
        "legacy",
        "fresh",
        SHADOW,
        new Move.Canary(Weight.parse("100")),
        new Move.Promote());
    assertThat(shop.get("/old/a").text()).isEqualTo("\"fresh\"");
    ShadowPair pair = shop.pair();
    assertThat(pair.pairing()).isEqualTo(Pairing.REVERSE);
    assertThat(text(pair.pair().from().body())).isEqualTo("\"legacy\"");
    assertThat(text(pair.pair().to().body())).isEqualTo("\"fresh\"");
  }

  @Test
  void aCanaryCopiesWhatTheOldSideAnswered() throws InterruptedException {
    shop.migrate("/old/**", "legacy", "fresh", SHADOW, new Move.Canary(Weight.parse("50")));
    int copied = 0;
    for (int i = 0; i < 8; i++) {
      Answer answer = shop.get("/old/a", "Cookie: who=client-" + i);
      if (answer.text().equals("\"legacy\"")) {
        assertThat(shop.pair().pairing()).isEqualTo(Pairing.FORWARD);
        copied++;
      }
    }
    assertThat(shop.legacy.received()).hasSize(copied);
    assertThat(shop.recorder.pairs).isEmpty();
  }

  private static long sent() {
    long busy = shop.report().skipped().getOrDefault("busy", 0L);
    return busy
        + shop.report().copies().values().stream()
            .flatMap(outcomes -> outcomes.values().stream())
            .mapToLong(count -> count)
            .sum();
  }

  private static void old() {
    shop.migrate("/old/**", "legacy", "fresh", SHADOW);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }
}
