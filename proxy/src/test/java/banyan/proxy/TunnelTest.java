package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How a tunnel lives and ends, and what it holds meanwhile. */
final class TunnelTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @Test
  void theEndOfOneDirectionPassesAndTheOtherGoesOn() throws IOException {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  WebSocketServer.accept(c);
                  assertThat(WebSocketFrame.read(c::read).text()).isEqualTo("last");
                  // The client's end comes here; what is said behind it still arrives there.
                  assertThat(endOf(c)).isTrue();
                  c.send(WebSocketFrame.text("farewell").plain());
                  c.close();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = WebSocketClient.opened(proxy)) {
      client.send(WebSocketFrame.text("last").masked());
      client.socket().shutdownOutput();
      assertThat(WebSocketFrame.read(client::read).text()).isEqualTo("farewell");
      assertThat(client.drain().rest()).isEmpty();
    }
  }

  @Test
  void anUpstreamThatBreaksEndsTheClientsSide() throws IOException {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  WebSocketServer.accept(c);
                  WebSocketFrame.read(c::read);
                  c.reset();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = WebSocketClient.opened(proxy)) {
      client.send(WebSocketFrame.text("go").masked());
      assertThat(client.drain().rest()).isEmpty();
    }
  }

  @Test
  void aClientThatBreaksEndsTheUpstreamsSide() throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    try (var upstream = endNoted(ended);
        var proxy = TestProxy.to(upstream).start()) {
      var client = WebSocketClient.opened(proxy);
      client.socket().setSoLinger(true, 0);
      client.close();
      await().atMost(LIMIT).until(() -> ended.getCount() == 0);
    }
  }

  @Test
  void aTunnelOnWhichNothingPassesIsEnded() {
    CountDownLatch ended = new CountDownLatch(1);
    try (var upstream = endNoted(ended);
        var proxy =
            TestProxy.to(upstream).with(ProxySettings.TUNNEL_IDLE, Duration.ofMillis(300)).start();
        var client = WebSocketClient.opened(proxy)) {
      assertThat(client.drain().rest()).isEmpty();
      await().atMost(LIMIT).until(() -> ended.getCount() == 0);
    }
  }

  @Test
  void aTunnelOutlivesEveryTimeOutOfRequests() throws IOException {
    Duration all = Duration.ofSeconds(1);
    try (var upstream = WebSocketServer.echoing();
        var proxy =
            TestProxy.to(upstream)
                .timeouts(LIMIT, all, all, all)
                .with(ProxySettings.IDLE, all)
                .with(ProxySettings.HEAD_TIME, all)
                .start();
        var client = WebSocketClient.opened(proxy);
        var probe = proxy.client()) {
      // A connection that only waits is let go after as long: its end is the clock of this test.
      assertThat(probe.drain().rest()).isEmpty();
      for (int i = 0; i < 20; i++) {
        client.send(WebSocketFrame.text("m" + i).masked());
        assertThat(WebSocketClient.read(client).text()).isEqualTo("m" + i);
      }
    }
  }

  @Test
  void aFurtherTunnelThanTheLimitIs503AndAnEndMakesRoom() {
    try (var upstream = WebSocketServer.echoing();
        var proxy = TestProxy.to(upstream).with(ProxySettings.TUNNELS, 1).start()) {
      try (var first = WebSocketClient.opened(proxy);
          var second = proxy.client()) {
        assertThat(second.send(WebSocketClient.ASK).answer().status()).isEqualTo(503);
        first.send(new WebSocketFrame(WebSocketFrame.CLOSE, true, new byte[2]).masked());
        first.drain();
      }
      await().atMost(LIMIT).until(() -> statusOfOne(proxy) == 101);
    }
  }

  @Test
  void aStopWaitsForATunnelUntilItsTimeIsOver() {
    try (var upstream = WebSocketServer.echoing();
        var proxy = TestProxy.to(upstream).with(ProxySettings.STOP, Duration.ofSeconds(2)).start();
        var client = WebSocketClient.opened(proxy)) {
      int port = proxy.port();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(proxy::stop);
      await().atMost(LIMIT).until(() -> isRefused(port));
      // Who is asked to leave still has time to say goodbye.
      client.send(WebSocketFrame.text("still here").masked());
      assertThat(WebSocketClient.read(client).text()).isEqualTo("still here");
      assertThat(client.drain().rest()).isEmpty();
      stopping.join();
    }
  }

  private static ScriptedUpstream endNoted(CountDownLatch ended) {
    return ScriptedUpstream.start(
        c -> {
          WebSocketServer.accept(c);
          try {
            c.awaitEnd();
          } finally {
            ended.countDown();
          }
        });
  }

  private static boolean endOf(ScriptedUpstream.Conversation conversation) {
    try {
      conversation.read(1);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static int statusOfOne(TestProxy proxy) {
    try (var client = proxy.client()) {
      return client.send(WebSocketClient.ASK).head().status();
    }
  }

  private static boolean isRefused(int port) {
    try (var _ = RawClient.to(port)) {
      return false;
    } catch (UncheckedIOException e) {
      return true;
    }
  }
}
