package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.ingress.TrustedPeers;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The field Banyan-Deadline on its way through a proxy. */
final class DeadlineFieldTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final TrustedPeers HERE = TrustedPeers.parse("127.0.0.1");
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void aTrustedPeersDeadlineTravelsAndIsNeverExtended() {
    try (var upstream = ScriptedUpstream.answering(OK);
        var proxy = TestProxy.to(upstream).with(ProxySettings.TRUSTED, HERE).start()) {
      assertThat(ask(proxy, "20000").text()).isEqualTo("ok");
      assertThat(told(upstream)).hasValueSatisfying(left -> assertBetween(left, 1, 20_000));
    }
  }

  @Test
  void theUpstreamsOwnTimeCountsWhereItIsSooner() {
    try (var upstream = ScriptedUpstream.answering(OK);
        var proxy =
            TestProxy.to(upstream)
                .with(ProxySettings.TRUSTED, HERE)
                .timeouts(LONG, LONG, LONG, Duration.ofSeconds(10))
                .start()) {
      assertThat(ask(proxy, "20000").text()).isEqualTo("ok");
      assertThat(told(upstream)).hasValueSatisfying(left -> assertBetween(left, 1, 10_000));
    }
  }

  @Test
  void aClientsDeadlineIsRemoved() {
    try (var upstream = ScriptedUpstream.answering(OK);
        var proxy = TestProxy.to(upstream).start()) {
      assertThat(ask(proxy, "1").text()).isEqualTo("ok");
      assertThat(told(upstream)).isEmpty();
    }
  }

  @Test
  void whatIsNoDeadlineIsNone() {
    try (var upstream = ScriptedUpstream.answering(OK);
        var proxy = TestProxy.to(upstream).with(ProxySettings.TRUSTED, HERE).start()) {
      assertThat(ask(proxy, "soon").text()).isEqualTo("ok");
      assertThat(told(upstream)).isEmpty();
    }
  }

  @Test
  void whenItHasPassedNothingIsSent() {
    try (var upstream = ScriptedUpstream.answering(OK);
        var proxy = TestProxy.to(upstream).with(ProxySettings.TRUSTED, HERE).start()) {
      assertThat(ask(proxy, "0").status()).isEqualTo(504);
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void itEndsTheWaitForAnAnswer() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.awaitEnd();
                });
        var proxy =
            TestProxy.to(upstream)
                .with(ProxySettings.TRUSTED, HERE)
                .timeouts(LONG, LONG, LONG, Duration.ZERO)
                .start()) {
      assertThat(ask(proxy, "300").status()).isEqualTo(504);
    }
  }

  private static Answer ask(TestProxy proxy, String millisLeft) {
    return RawClient.exchange(
        proxy.port(), "GET /x HTTP/1.1\r\nHost: a\r\nBanyan-Deadline: " + millisLeft + "\r\n\r\n");
  }

  private static Optional<String> told(ScriptedUpstream upstream) {
    return upstream.received().getFirst().field("Banyan-Deadline");
  }

  private static void assertBetween(String millis, int low, int high) {
    assertThat(Integer.parseInt(millis)).isBetween(low, high);
  }
}
