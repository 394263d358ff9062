package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Move;
import banyan.testing.ScriptedUpstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new side may do without any client noticing, and what it counts as. */
final class BadCandidateTest {
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
                Duration.ofMillis(400),
                "shadow.answer.bytes",
                (long) ANSWER_BYTES,
                "shadow.concurrent",
                1));
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  void aCandidateThatHangsHoldsItsOwnPlacesAndNobody() throws InterruptedException {
    old();
    shop.fresh(ScriptedUpstream.Conversation::awaitEnd);
    assertThat(shop.get("/old/a").text()).isEqualTo("\"legacy\"");
    shop.await(() -> !shop.fresh.received().isEmpty());
    assertThat(shop.get("/old/b").text()).isEqualTo("\"legacy\"");
    shop.awaitSkip(Skip.BUSY);
    ShadowPair pair = shop.pair();
    assertThat(pair.pair().to().status()).isEqualTo(504);
    shop.await(() -> shop.buffers().held() == 0);
  }

  @Test
  void aCandidateThatStaysWithinItsAnswerEndsWithTheTime() throws InterruptedException {
    old();
    shop.fresh(
        talk -> {
          talk.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx");
          talk.awaitEnd();
        });
    shop.get("/old/a");
    assertThat(shop.pair().pair().to().status()).isEqualTo(504);
  }

  @Test
  void aCandidateWithoutEndIsLeftAtTheLimit() throws InterruptedException {
    old();
    shop.fresh(
        talk -> {
          talk.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40000000\r\n");
          byte[] piece = new byte[16 << 10];
          while (true) {
            talk.send(piece);
          }
        });
    shop.get("/old/a");
    ShadowPair pair = shop.pair();
    assertThat(pair.pair().to().status()).isEqualTo(200);
    assertThat(pair.pair().to().body()).hasSize(ANSWER_BYTES);
    shop.await(() -> shop.report().copies().toString().contains("large"));
    shop.await(() -> shop.buffers().held() == 0);
    shop.await(
        () -> {
          // What comes behind the pause tries again, and the next pause is longer.
          shop.get("/old/b");
          return shop.report().skipped().containsKey(Skip.BUSY.word());
        });
    shop.await(() -> shop.buffers().held() == 0);
  }

  @Test
  void ofAnAnswerThatTellsItIsTooLongNothingIsAwaited() throws InterruptedException {
    old();
    shop.fresh(
        talk -> {
          talk.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
          talk.awaitEnd();
        });
    shop.get("/old/a");
    assertThat(shop.pair().pair().to().body()).as("nothing of it is awaited").isEmpty();
  }

  @Test
  void aCandidateThatIsNotThereAnswers502() throws InterruptedException {
    old();
    shop.fresh(talk -> talk.send("this is no HTTP\r\n\r\n"));
    shop.get("/old/a");
    assertThat(shop.pair().pair().to().status()).isEqualTo(502);
    shop.await(() -> shop.buffers().held() == 0);
    shop.fresh(ScriptedUpstream.Conversation::reset);
    shop.get("/old/a");
    assertThat(shop.pair().pair().to().status()).isEqualTo(502);
  }

  private static void old() {
    shop.migrate("/old/**", "legacy", "fresh", new Move.Shadow());
  }
}
