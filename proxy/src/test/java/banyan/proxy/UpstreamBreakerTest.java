package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.resilience.Breaker.Condition;
import banyan.proxy.resilience.BreakerPolicy;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** An upstream that fails too often is left alone. */
final class UpstreamBreakerTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final int CALLS = 4;
  private static final int PROBES = 2;

  private final AtomicBoolean isWell = new AtomicBoolean();
  private final CountDownLatch mayAnswer = new CountDownLatch(1);

  @Test
  void anOpenBreakerRefusesAtOnceAndSaysWhenToComeBack() {
    try (var upstream = sick();
        var proxy = guarded(upstream, Duration.ofSeconds(30)).start()) {
      trip(proxy);
      Answer answer = RawClient.exchange(proxy.port(), GET);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("/problems/upstream-unavailable");
      assertThat(answer.field("Proxy-Status")).hasValue("banyan; error=destination_unavailable");
      assertThat(Integer.parseInt(answer.field("Retry-After").orElse("0"))).isBetween(20, 30);
      assertThat(upstream.received()).hasSize(CALLS);
      assertThat(proxy.guard().counted(GuardEvent.BREAKER_OPEN)).isEqualTo(1);
    }
  }

  @Test
  void afterThePauseAFewProbesPassAndTheirSuccessClosesIt() {
    try (var upstream = sick();
        var proxy = guarded(upstream, Duration.ofMillis(100)).start()) {
      trip(proxy);
      isWell.set(true);
      await().atMost(LIMIT).until(() -> condition(proxy) == Condition.HALF_OPEN);
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < PROBES; i++) {
        clients.add(proxy.client().send(GET));
      }
      await().atMost(LIMIT).until(() -> upstream.received().size() == CALLS + PROBES);
      for (int i = 0; i < 3; i++) {
        assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(503);
      }
      assertThat(upstream.received()).hasSize(CALLS + PROBES);
      mayAnswer.countDown();
      for (RawClient client : clients) {
        assertThat(client.answer().text()).isEqualTo("ok");
        client.close();
      }
      assertThat(condition(proxy)).isEqualTo(Condition.CLOSED);
      assertThat(RawClient.exchange(proxy.port(), GET).text()).isEqualTo("ok");
    }
  }

  @Test
  void refusalsOfTheUpstreamNeverCount() {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 429 Slowly\r\nContent-Length: 0\r\n\r\n");
        var proxy = guarded(upstream, LIMIT).start()) {
      for (int i = 0; i < 3 * CALLS; i++) {
        assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(429);
      }
      assertThat(condition(proxy)).isEqualTo(Condition.CLOSED);
    }
  }

  @Test
  void clientsThatLeaveNeverCount() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  c.awaitEnd();
                });
        var proxy = guarded(upstream, LIMIT).start()) {
      for (int i = 0; i < 2 * CALLS; i++) {
        int before = i;
        try (var client = proxy.client()) {
          client.send(GET);
          await().atMost(LIMIT).until(() -> upstream.received().size() > before);
        }
      }
      assertThat(condition(proxy)).isEqualTo(Condition.CLOSED);
    }
  }

  @Test
  void localCodeAnswersInPlaceOfAnUpstreamThatIsLeftAlone() {
    RetryPolicy none = new RetryPolicy(0, Set.of(), false, LIMIT, LIMIT, 0, CALLS, 0);
    try (var upstream = sick();
        var proxy =
            guarded(upstream, Duration.ofSeconds(30), none).fallingBackTo(new Local()).start()) {
      for (int i = 0; i < 3 * CALLS; i++) {
        // While it is asked, each second answer comes out of the budget; then none does.
        assertThat(RawClient.exchange(proxy.port(), GET).text()).isEqualTo("local");
      }
      assertThat(upstream.received()).hasSize(CALLS);
      assertThat(proxy.guard().counted(GuardEvent.FALLBACK)).isEqualTo(3 * CALLS);
    }
  }

  @Test
  void workThatWouldBeDoneTwiceComesOutOfTheBudget() {
    RetryPolicy two = new RetryPolicy(0, Set.of(), false, LIMIT, LIMIT, 0.5, 0, 0);
    try (var upstream = sick();
        var proxy =
            TestProxy.to(upstream)
                .protection(new Protection(two, null, null, null))
                .fallingBackTo(new Local())
                .start()) {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        statuses.add(RawClient.exchange(proxy.port(), GET).status());
      }
      assertThat(statuses).containsExactly(502, 200, 502, 200);
    }
  }

  private static Condition condition(TestProxy proxy) {
    return Objects.requireNonNull(proxy.guard().breaker()).condition(System.nanoTime());
  }

  private static void trip(TestProxy proxy) {
    for (int i = 0; i < CALLS; i++) {
      assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(502);
    }
    assertThat(condition(proxy)).isNotEqualTo(Condition.CLOSED);
  }

  private static TestProxy.Builder guarded(ScriptedUpstream upstream, Duration pause) {
    return guarded(upstream, pause, new RetryPolicy(0, Set.of(), false, LIMIT, LIMIT, 0, 0, 0));
  }

  private static TestProxy.Builder guarded(
      ScriptedUpstream upstream, Duration pause, RetryPolicy retry) {
    var breaker = new BreakerPolicy(0.5, CALLS, Duration.ofMinutes(1), pause, pause, PROBES);
    return TestProxy.to(upstream).protection(new Protection(retry, null, breaker, null));
  }

  /** Breaks every request off until it is well; then answers when it may. */
  private ScriptedUpstream sick() {
    return ScriptedUpstream.start(
        c -> {
          c.request();
          if (isWell.get()) {
            mayAnswer.await();
            c.send(OK);
          } else {
            c.close();
          }
        });
  }

  private static final class Local extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      response.write(true, ByteBuffer.wrap("local".getBytes(StandardCharsets.UTF_8)), callback);
      return true;
    }
  }
}
