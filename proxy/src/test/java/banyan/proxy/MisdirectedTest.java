package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.ingress.ServedHosts;
import banyan.proxy.ingress.TrustedPeers;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests for a host or a scheme that this server does not answer for (RFC 9110 section 7.4). */
final class MisdirectedTest {
  private final ScriptedUpstream upstream =
      ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void aHostThatIsNotListedIs421AndReachesNobody() {
    try (var proxy =
            TestProxy.to(upstream)
                .with(ProxySettings.HOSTS, ServedHosts.parse("shop.example"))
                .start();
        var client = proxy.client()) {
      assertMisdirected(client.send("GET /x HTTP/1.1\r\nHost: evil.example\r\n\r\n").answer());
      assertThat(upstream.received()).isEmpty();
      // The connection is as good as before.
      client.send("GET /x HTTP/1.1\r\nHost: Shop.example:80\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aListAdmitsNobodyWhoNamesNoHost() {
    try (var proxy =
        TestProxy.to(upstream)
            .with(ProxySettings.HOSTS, ServedHosts.parse("shop.example"))
            .start()) {
      assertMisdirected(RawClient.exchange(proxy.port(), "GET /x HTTP/1.0\r\n\r\n"));
    }
  }

  @Test
  void theForwardedHostOfAStrangerDecidesNothing() {
    try (var proxy =
        TestProxy.to(upstream)
            .with(ProxySettings.HOSTS, ServedHosts.parse("shop.example"))
            .start()) {
      assertMisdirected(
          RawClient.exchange(
              proxy.port(),
              "GET /x HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: shop.example\r\n\r\n"));
    }
  }

  @Test
  void httpsInClearTextIsBelievedFromATrustedPeerAlone() {
    String request = "GET https://a/x HTTP/1.1\r\nHost: a\r\n\r\n";
    try (var proxy = TestProxy.to(upstream).start();
        var trusting =
            TestProxy.to(upstream)
                .with(ProxySettings.TRUSTED, TrustedPeers.parse("127.0.0.0/8"))
                .start()) {
      assertMisdirected(RawClient.exchange(proxy.port(), request));
      assertThat(RawClient.exchange(trusting.port(), request).status()).isEqualTo(200);
    }
  }

  private static void assertMisdirected(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(421);
    assertThat(answer.text()).contains("/problems/misdirected-request");
  }
}
