package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that hold a place and give little for it. */
final class SlowClientTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final Duration HEAD_TIME = Duration.ofMillis(300);
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static ScriptedUpstream upstream;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    upstream = ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    proxy =
        TestProxy.to(upstream)
            .with(ProxySettings.HEAD_TIME, HEAD_TIME)
            .with(ProxySettings.IDLE, Duration.ofSeconds(60))
            .start();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    upstream.close();
  }

  @Test
  void aHeadThatDripsIsCutOffThoughItIsNeverIdle() {
    try (var client = proxy.client()) {
      client.send("GET /x HTTP/1.1\r\nHost: a\r\nX: ");
      awaitCutOff(client, "y");
    }
  }

  @Test
  void emptyLinesBeforeARequestDoNotKeepAConnection() {
    try (var client = proxy.client()) {
      awaitCutOff(client, "\r\n");
    }
  }

  @Test
  void theNextHeadOfAKeptConnectionIsTimedToo() {
    try (var client = proxy.client()) {
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
      client.send("GET /x HTT");
      awaitCutOff(client, "P");
    }
  }

  @Test
  void aConnectionThatRestsBetweenRequestsIsKept() {
    try (var client = proxy.client();
        var other = proxy.client()) {
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
      other.send("GET /x HTTP/1.1\r\nHost: a\r\nX: ");
      awaitCutOff(other, "y");
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void anHttp2ConnectionWithoutStreamsEndsWhateverFramesItSends() {
    try (var strict =
            TestProxy.to(upstream).with(ProxySettings.IDLE, Duration.ofMillis(600)).start();
        var client = RawHttp2.to(strict.port())) {
      int ping = 6;
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> isCutOff(() -> client.frame(ping, 0, 0, new byte[8])));
    }
  }

  @Test
  void oneAddressCannotTakeAllPlaces() {
    try (var strict =
            TestProxy.to(upstream).with(ProxySettings.CONNECTIONS_PER_ADDRESS, 2).start();
        var first = strict.client();
        var second = strict.client()) {
      assertThat(first.send(GET).answer().status()).isEqualTo(200);
      assertThat(second.send(GET).answer().status()).isEqualTo(200);
      try (var third = strict.client()) {
        assertThat(isCutOff(() -> third.send(GET).answer())).isTrue();
      }
      first.close();
      await().atMost(LIMIT).until(() -> !isCutOff(() -> RawClient.exchange(strict.port(), GET)));
    }
  }

  @Test
  void aTrustedPeerMayTakeMorePlaces() {
    try (var strict =
            TestProxy.to(upstream)
                .with(ProxySettings.CONNECTIONS_PER_ADDRESS, 1)
                .with(
                    ProxySettings.TRUSTED,
                    banyan.proxy.ingress.TrustedPeers.parse("127.0.0.1, ::1"))
                .start();
        var first = strict.client();
        var second = strict.client()) {
      assertThat(first.send(GET).answer().status()).isEqualTo(200);
      assertThat(second.send(GET).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatComesTooSlowlyIs408() {
    AtomicLong nanos = new AtomicLong();
    try (var strict =
            TestProxy.to(upstream).step(next -> new BodyHandler(next, 1000, nanos::get)).start();
        var client = strict.client()) {
      int before = upstream.connections();
      client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
      await().atMost(LIMIT).until(() -> upstream.connections() >= before);
      // Twenty seconds are awaited for each byte that is sent until the answer comes.
      var answer = java.util.concurrent.CompletableFuture.supplyAsync(client::answer);
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                nanos.addAndGet(Duration.ofSeconds(20).toNanos());
                if (!answer.isDone()) {
                  client.send("a");
                }
                return answer.isDone();
              });
      assertThat(answer.join().status()).isEqualTo(408);
      assertThat(answer.join().field("Connection")).hasValue("close");
    }
  }

  /** Sends a drop every now and then until the server has enough. */
  private static void awaitCutOff(RawClient client, String drop) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isCutOff(() -> client.send(drop)));
  }

  private static boolean isCutOff(Runnable exchange) {
    try {
      exchange.run();
      return false;
    } catch (UncheckedIOException e) {
      return true;
    }
  }
}
