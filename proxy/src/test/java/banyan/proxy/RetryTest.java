package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to an upstream again, and what never is. */
final class RetryTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n";
  private static final String KEY = "Idempotency-Key: k-1\r\n";

  /** Everything that can be allowed, and enough of it. */
  private static final RetryPolicy EAGER = policy(3, true, 1, 100);

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aStormOfRetriesIsBoundedByTheBudget() {
    int requests = 40;
    try (var upstream = failingTimes(Integer.MAX_VALUE, RetryTest::breakOff);
        var proxy = TestProxy.to(upstream).protection(only(policy(3, true, 0.2, 0))).start();
        var client = proxy.client()) {
      for (int i = 0; i < requests; i++) {
        assertThat(client.send(GET).answer().status()).isEqualTo(502);
      }
      assertThat(upstream.received()).hasSize(requests + requests / 5);
      assertThat(proxy.guard().counted(GuardEvent.RETRY)).isEqualTo(requests / 5);
      assertThat(proxy.guard().counted(GuardEvent.BUDGET_SPENT)).isPositive();
    }
  }

  @Test
  void aSafeRequestIsRepeatedUntilItIsAnswered() {
    try (var upstream = failingTimes(3, RetryTest::breakOff);
        var proxy = TestProxy.to(upstream).protection(only(EAGER)).start()) {
      assertThat(RawClient.exchange(proxy.port(), GET).text()).isEqualTo("ok");
      assertThat(upstream.received()).hasSize(4);
    }
  }

  @Test
  void aPostWithoutKeyIsNeverRepeated() {
    try (var broken = failingTimes(1, RetryTest::breakOff);
        var proxy = TestProxy.to(broken).protection(only(EAGER)).start()) {
      Answer answer = RawClient.exchange(proxy.port(), POST + "\r\nhello");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(broken.received()).hasSize(1);
    }
  }

  @Test
  void aServersOwnErrorIsNeverRepeated() {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno");
        var proxy = TestProxy.to(upstream).protection(only(EAGER)).start()) {
      for (String request : new String[] {POST + "\r\nhello", POST + KEY + "\r\nhello", GET}) {
        assertThat(RawClient.exchange(proxy.port(), request).text()).isEqualTo("no");
      }
      assertThat(upstream.received()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"
      })
  void aKeyedPostIsRepeatedToTheSameSideWithItsBody(String rest) {
    try (var upstream = failingTimes(2, RetryTest::breakOff);
        var proxy = TestProxy.to(upstream).protection(only(EAGER)).start()) {
      String head = "POST /x HTTP/1.1\r\nHost: a\r\n" + KEY;
      assertThat(RawClient.exchange(proxy.port(), head + rest).text()).isEqualTo("ok");
      assertThat(upstream.received()).hasSize(3);
      assertThat(upstream.received())
          .allMatch(request -> request.text().equals("hello"))
          .allMatch(request -> request.field("Idempotency-Key").orElse("").equals("k-1"));
    }
  }

  @Test
  void aKeyMeansNothingToAnUpstreamThatDoesNotKnowKeys() {
    try (var upstream = failingTimes(1, RetryTest::breakOff);
        var proxy = TestProxy.to(upstream).protection(only(policy(3, false, 1, 100))).start()) {
      assertThat(RawClient.exchange(proxy.port(), POST + KEY + "\r\nhello").status())
          .isEqualTo(502);
      assertThat(upstream.received()).hasSize(1);
    }
  }

  @Test
  void aBodyThatIsTooLongToKeepIsSentOnce() {
    String body = "x".repeat(EAGER.bodyBytesMax() + 1);
    String request =
        "POST /x HTTP/1.1\r\nHost: a\r\n" + KEY + "Content-Length: " + body.length() + "\r\n\r\n";
    try (var upstream = failingTimes(1, RetryTest::breakOff);
        var proxy = TestProxy.to(upstream).protection(only(EAGER)).start()) {
      assertThat(RawClient.exchange(proxy.port(), request + body).status()).isEqualTo(502);
      assertThat(upstream.received()).hasSize(1);
      assertThat(proxy.guard().counted(GuardEvent.BODY_NOT_KEPT)).isEqualTo(1);
      assertThat(RawClient.exchange(proxy.port(), request + body).text()).isEqualTo("ok");
    }
  }

  @Test
  void withoutBytesForItABodyIsSentOnceAndTheRequestIsNotRefused() {
    try (var upstream = failingTimes(1, RetryTest::breakOff);
        var proxy =
            TestProxy.to(upstream)
                .protection(only(EAGER))
                .with(ProxySettings.BUFFER_BYTES, 4L)
                .start()) {
      String request = POST + KEY + "\r\nhello";
      assertThat(RawClient.exchange(proxy.port(), request).status()).isEqualTo(502);
      assertThat(RawClient.exchange(proxy.port(), request).text()).isEqualTo("ok");
    }
  }

  @Test
  void aServerThatIsNotThereYetIsAskedAgainUnlessItNamesATime() {
    String unavailable = "HTTP/1.1 503 Wait\r\nContent-Length: 4\r\n";
    try (var upstream = failingTimes(2, c -> c.send(unavailable + "\r\nwait"));
        var naming = ScriptedUpstream.answering(unavailable + "Retry-After: 9\r\n\r\nwait");
        var proxy = TestProxy.to(upstream).protection(only(EAGER)).start();
        var other = TestProxy.to(naming).protection(only(EAGER)).start()) {
      assertThat(RawClient.exchange(proxy.port(), GET).text()).isEqualTo("ok");
      assertThat(RawClient.exchange(other.port(), GET).text()).isEqualTo("wait");
      assertThat(naming.received()).hasSize(1);
    }
  }

  @Test
  void theLastAnswerPassesWhenTheTimesAreUsedUp() {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 503 Wait\r\nContent-Length: 4\r\n\r\nwait");
        var proxy = TestProxy.to(upstream).protection(only(EAGER)).start()) {
      assertThat(RawClient.exchange(proxy.port(), GET).text()).isEqualTo("wait");
      assertThat(upstream.received()).hasSize(4);
    }
  }

  private static Protection only(RetryPolicy retry) {
    return new Protection(retry, null, null, null);
  }

  private static RetryPolicy policy(int times, boolean isKeyRespected, double share, int floor) {
    return new RetryPolicy(
        times,
        EnumSet.of(AttemptEnd.UNPROCESSED, AttemptEnd.BROKEN, AttemptEnd.UNAVAILABLE),
        isKeyRespected,
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        share,
        floor,
        64);
  }

  /** Fails so often, and then answers. */
  private ScriptedUpstream failingTimes(int times, ScriptedUpstream.Script failing) {
    return ScriptedUpstream.start(
        c -> {
          c.request();
          if (asked.incrementAndGet() <= times) {
            failing.play(c);
          } else {
            c.send(OK);
          }
        });
  }

  private static void breakOff(ScriptedUpstream.Conversation conversation) throws IOException {
    conversation.close();
  }
}
