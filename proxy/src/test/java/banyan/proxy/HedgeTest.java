package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.HedgePolicy;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A second attempt beside one whose answer is late. */
final class HedgeTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** So many answers tell what is late. */
  private static final int LEARNING = 100;

  private final AtomicInteger slow = new AtomicInteger();
  private final AtomicInteger calledOff = new AtomicInteger();

  @Test
  void theSoonerAnswerWinsAndTheLoserIsCalledOffAndItsConnectionFreed() {
    try (var upstream = slowOnce();
        var proxy = hedged(upstream, null).with(ProxySettings.UPSTREAM_CONNECTIONS, 2).start()) {
      learn(proxy);
      assertThat(ask(proxy, "GET", "/slow")).isEqualTo("ok");
      // Its answer may be here before who sent it has counted it.
      await().atMost(LIMIT).until(() -> proxy.guard().counted(GuardEvent.HEDGE) == 1);
      assertThat(proxy.guard().counted(GuardEvent.HEDGE_WON)).isEqualTo(1);
      await().atMost(LIMIT).until(() -> calledOff.get() == 1);
      // Both places of the pool can be used again.
      slow.set(0);
      assertThat(ask(proxy, "GET", "/slow")).isEqualTo("ok");
      await().atMost(LIMIT).until(() -> calledOff.get() == 2);
      assertThat(ask(proxy, "GET", "/x")).isEqualTo("ok");
    }
  }

  @Test
  void whatIsNotSafeIsSentOnce() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  if (c.request().target().equals("/slow")) {
                    slow.incrementAndGet();
                    c.awaitEnd();
                  } else {
                    c.send(OK);
                  }
                });
        var proxy = hedged(upstream, null).start();
        var client = proxy.client()) {
      learn(proxy);
      client.send("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      await().atMost(LIMIT).until(() -> slow.get() == 1);
      // What is late to be hedged would be by the time that others are.
      try (var other = proxy.client()) {
        other.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
        await().atMost(LIMIT).until(() -> slow.get() == 3);
      }
      await().atMost(LIMIT).until(() -> proxy.guard().counted(GuardEvent.HEDGE) == 1);
    }
  }

  @Test
  void withoutAPlaceForItNoSecondAttemptIsMade() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  if (c.request().target().equals("/slow")) {
                    slow.incrementAndGet();
                    mayAnswer.await();
                  }
                  c.send(OK);
                });
        var proxy = hedged(upstream, new InFlightPolicy(1, 1, LIMIT)).start();
        var late = proxy.client();
        var queued = proxy.client()) {
      learn(proxy);
      late.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
      await().atMost(LIMIT).until(() -> slow.get() == 1);
      queued.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      await().atMost(LIMIT).until(() -> queuedAt(proxy) == 1);
      mayAnswer.countDown();
      assertThat(late.answer().text()).isEqualTo("ok");
      assertThat(queued.answer().text()).isEqualTo("ok");
      assertThat(proxy.guard().counted(GuardEvent.HEDGE)).isZero();
    }
  }

  private static int queuedAt(TestProxy proxy) {
    var places = proxy.guard().bulkhead();
    return places == null ? 0 : places.queued();
  }

  private static TestProxy.Builder hedged(
      ScriptedUpstream upstream, @Nullable InFlightPolicy inFlight) {
    return TestProxy.to(upstream)
        .protection(
            new Protection(
                RetryPolicy.DEFAULT, new HedgePolicy(95, Duration.ofMillis(1)), null, inFlight));
  }

  /** Answers all but the first slow request. */
  private ScriptedUpstream slowOnce() {
    return ScriptedUpstream.start(
        c -> {
          if (c.request().target().equals("/slow") && slow.getAndIncrement() == 0) {
            try {
              c.awaitEnd();
            } finally {
              calledOff.incrementAndGet();
            }
          } else {
            c.send(OK);
          }
        });
  }

  private static void learn(TestProxy proxy) {
    try (RawClient client = proxy.client()) {
      for (int i = 0; i < LEARNING; i++) {
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
  }

  private static String ask(TestProxy proxy, String method, String path) {
    return RawClient.exchange(proxy.port(), method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
        .text();
  }
}
