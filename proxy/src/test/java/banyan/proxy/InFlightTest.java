package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.balance.Balance;
import banyan.proxy.ingress.TrustedPeers;
import banyan.proxy.resilience.Bulkhead;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How many requests an upstream and a route have in work, and who waits for a place. */
final class InFlightTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final CountDownLatch mayAnswer = new CountDownLatch(1);

  @Test
  void beyondTheQueueARequestIsRefusedAtOnce() {
    try (var upstream = held();
        var proxy = limited(upstream, new InFlightPolicy(1, 1, LIMIT)).start();
        var working = proxy.client();
        var queued = proxy.client()) {
      working.send(GET);
      await().atMost(LIMIT).until(() -> upstream.received().size() == 1);
      queued.send(GET);
      await().atMost(LIMIT).until(() -> places(proxy).queued() == 1);
      assertRefused(RawClient.exchange(proxy.port(), GET));
      mayAnswer.countDown();
      assertThat(working.answer().text()).isEqualTo("ok");
      assertThat(queued.answer().text()).isEqualTo("ok");
      assertThat(proxy.guard().counted(GuardEvent.QUEUE_FULL)).isEqualTo(1);
      await().atMost(LIMIT).until(() -> places(proxy).inFlight() == 0);
    }
  }

  @Test
  void whoWaitsTooLongIsRefused() {
    try (var upstream = held();
        var proxy = limited(upstream, new InFlightPolicy(1, 1, SHORT)).start();
        var working = proxy.client()) {
      working.send(GET);
      await().atMost(LIMIT).until(() -> upstream.received().size() == 1);
      assertRefused(RawClient.exchange(proxy.port(), GET));
      assertThat(proxy.guard().counted(GuardEvent.QUEUE_TIME)).isEqualTo(1);
    }
  }

  @Test
  void whoseDeadlinePassesInTheQueueGets504() {
    try (var upstream = held();
        var proxy =
            limited(upstream, new InFlightPolicy(1, 1, LIMIT))
                .with(ProxySettings.TRUSTED, TrustedPeers.parse("127.0.0.1"))
                .start();
        var working = proxy.client()) {
      working.send(GET);
      await().atMost(LIMIT).until(() -> upstream.received().size() == 1);
      Answer late =
          RawClient.exchange(
              proxy.port(), "GET /x HTTP/1.1\r\nHost: a\r\nBanyan-Deadline: 100\r\n\r\n");
      assertThat(late.status()).isEqualTo(504);
      assertThat(late.text()).contains("/problems/upstream-timeout");
      assertThat(upstream.received()).hasSize(1);
    }
  }

  @Test
  void aRouteHasPlacesOfItsOwn() {
    try (var upstream = held();
        var proxy = TestProxy.to(upstream).inFlight(new InFlightPolicy(1, 0, LIMIT)).start();
        var working = proxy.client()) {
      working.send(GET);
      await().atMost(LIMIT).until(() -> upstream.received().size() == 1);
      assertRefused(RawClient.exchange(proxy.port(), GET));
      mayAnswer.countDown();
      assertThat(working.answer().text()).isEqualTo("ok");
      await().atMost(LIMIT).until(() -> RawClient.exchange(proxy.port(), GET).status() == 200);
    }
  }

  @Test
  void aWebSocketIsInFlightUntilItsTunnelEnds() {
    Balance balance = new Balance(System::nanoTime);
    try (var upstream = WebSocketServer.echoing();
        var proxy = limited(upstream, new InFlightPolicy(1, 0, LIMIT)).balance(balance).start()) {
      try (var client = WebSocketClient.opened(proxy)) {
        client.send(WebSocketFrame.text("here").masked());
        assertThat(WebSocketClient.read(client).text()).isEqualTo("here");
        assertThat(places(proxy).inFlight()).isEqualTo(1);
        assertThat(balance.report().getFirst().inFlight()).isEqualTo(1);
        assertRefused(RawClient.exchange(proxy.port(), GET));
      }
      await().atMost(LIMIT).until(() -> places(proxy).inFlight() == 0);
      await().atMost(LIMIT).until(() -> balance.report().getFirst().inFlight() == 0);
      WebSocketClient.opened(proxy).close();
    }
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.text()).contains("/problems/overloaded");
    assertThat(answer.field("Retry-After")).hasValue("1");
    assertThat(answer.field("Proxy-Status")).hasValue("banyan; error=connection_limit_reached");
  }

  private static Bulkhead places(TestProxy proxy) {
    return Objects.requireNonNull(proxy.guard().bulkhead());
  }

  private static TestProxy.Builder limited(ScriptedUpstream upstream, InFlightPolicy places) {
    return TestProxy.to(upstream)
        .protection(new Protection(RetryPolicy.DEFAULT, null, null, places));
  }

  private ScriptedUpstream held() {
    return ScriptedUpstream.start(
        c -> {
          c.request();
          mayAnswer.await();
          c.send(OK);
        });
  }
}
