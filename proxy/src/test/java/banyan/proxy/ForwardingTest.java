package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.PathAdmission;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import org.junit.jupiter.api.Test;

/** What an upstream and a client see of each other through the proxy. */
final class ForwardingTest {
  @Test
  void passesMethodTargetHostBodyAndAnswer() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 201 Created\r\nContent-Length: 2\r\nX-Own: 1\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start()) {
      Answer answer =
          RawClient.exchange(
              proxy.port(),
              "POST /a/b?x=|{}&y=%zz HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 3\r\n\r\nabc");

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.field("X-Own")).hasValue("1");
      Answer received = upstream.received().getFirst();
      assertThat(received.startLine()).isEqualTo("POST /a/b?x=|{}&y=%zz HTTP/1.1");
      assertThat(received.all("Host")).containsExactly("shop.example");
      assertThat(received.text()).isEqualTo("abc");
    }
  }

  @Test
  void anOddPathThatIsAdmittedArrivesAsItCame() {
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
        var proxy = TestProxy.to(upstream).admitting(new PathAdmission(true, true)).start();
        var client = proxy.client()) {
      String path = "/./f/a%2fb%2Fc;v=%31/d?x=%2f;y";
      assertThat(client.send(get(path)).answer().status()).isEqualTo(204);
      assertThat(upstream.received().getFirst().target()).isEqualTo("/f/a%2fb%2Fc;v=1/d?x=%2f;y");
      Answer refused = client.send(get("/f/..%2Fb")).answer();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("hides a dot or empty segment");
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
}
