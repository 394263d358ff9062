package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What clients see of a stop. */
final class StopTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void aRequestOnAKeptConnectionIsAnsweredWhileDrainingAndTheConnectionCloses() {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (var upstream = holding(mayAnswer);
        var proxy = TestProxy.to(upstream).with(ProxySettings.STOP, LIMIT).start();
        var slow = proxy.client();
        var kept = proxy.client()) {
      slow.send(get("/slow"));
      assertThat(kept.send(get("/fast")).answer().status()).isEqualTo(200);
      await().atMost(LIMIT).until(() -> upstream.received().size() == 2);
      int port = proxy.port();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(proxy::stop);
      await().atMost(LIMIT).until(() -> refusesConnections(port));
      Answer answer = kept.send(get("/fast")).answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("Connection")).hasValue("close");
      mayAnswer.countDown();
      answer = slow.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("Connection")).hasValue("close");
      stopping.join();
    }
  }

  @Test
  void connectionsThatNobodyUsesDoNotHoldUpAStop() throws Exception {
    try (var upstream = ScriptedUpstream.answering(OK);
        var proxy = TestProxy.to(upstream).with(ProxySettings.STOP, Duration.ofMinutes(5)).start();
        var kept = proxy.client();
        var silent = proxy.client();
        var http2 = RawHttp2.to(proxy.port())) {
      assertThat(kept.send(get("/fast")).answer().status()).isEqualTo(200);
      http2.headers(1, true, ":method", "GET", ":scheme", "http", ":path", "/", ":authority", "a");
      assertThat(http2.readOfStream().hasStatus(200)).isTrue();
      CompletableFuture.runAsync(proxy::stop)
          .get(LIMIT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
      assertThat(silent.drain().rest()).isEmpty();
    }
  }

  private static ScriptedUpstream holding(CountDownLatch mayAnswer) {
    return ScriptedUpstream.start(
        c -> {
          if (c.request().target().equals("/slow")) {
            mayAnswer.await();
          }
          c.send(OK);
        });
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  private static boolean refusesConnections(int port) {
    try (var _ = RawClient.to(port)) {
      return false;
    } catch (UncheckedIOException e) {
      return true;
    }
  }
}
