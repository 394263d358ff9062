package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.Balancing;
import banyan.proxy.route.Balancing.Affinity;
import banyan.proxy.route.Balancing.Ejection;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Clients that stay with an endpoint. */
final class AffinityTest {
  @AutoClose private final NamedServers servers = new NamedServers();

  @Test
  void aFieldTiesRequestsToAnEndpoint() {
    URI[] origins = {
      servers.naming("a").origin(),
      servers.naming("b").origin(),
      servers.naming("c").origin(),
      servers.naming("d").origin()
    };
    Balancing byUser = by(new Affinity.Field("x-user"));
    try (var proxy = TestProxy.to(origins).balancing(byUser).start();
        var client = proxy.client()) {
      List<String> homes = homes(client);
      assertThat(homes(client)).isEqualTo(homes);
      assertThat(homes).contains("a", "b", "c", "d");
    }
  }

  @Test
  void anApplicationsCookieTiesRequestsToAnEndpoint() {
    Balancing bySession = by(new Affinity.Cookie("session"));
    try (var proxy =
            TestProxy.to(servers.naming("a").origin(), servers.naming("b").origin())
                .balancing(bySession)
                .start();
        var client = proxy.client()) {
      String home = NamedServers.ask(client, "GET", "Cookie: x=1; session=ada\r\n").text();
      for (int i = 0; i < 20; i++) {
        Answer answer = NamedServers.ask(client, "GET", "Cookie: session=\"ada\"; y=" + i + "\r\n");
        assertThat(answer.text()).isEqualTo(home);
        assertThat(answer.field("Set-Cookie")).isEmpty();
      }
    }
  }

  @Test
  void aCookieOfOurOwnTiesAClientAndSaysNothing() {
    Balancing own = by(new Affinity.OwnCookie("stay"));
    try (var proxy =
            TestProxy.to(servers.naming("a").origin(), servers.naming("b").origin())
                .balancing(own)
                .start();
        var client = proxy.client()) {
      Answer first = NamedServers.ask(client, "GET", "");
      String set = first.field("Set-Cookie").orElseThrow();
      assertThat(set)
          .matches("stay=[0-9a-f-]{36}; Path=/; HttpOnly; SameSite=Lax")
          .doesNotContain("127.0.0.1");
      String cookie = "Cookie: " + set.substring(0, set.indexOf(';')) + "\r\n";
      for (int i = 0; i < 20; i++) {
        Answer answer = NamedServers.ask(client, "GET", cookie);
        assertThat(answer.text()).isEqualTo(first.text());
        assertThat(answer.field("Set-Cookie")).isEmpty();
      }
    }
  }

  private List<String> homes(RawClient client) {
    List<String> homes = new ArrayList<>();
    for (int user = 0; user < 40; user++) {
      homes.add(NamedServers.ask(client, "GET", "X-User: " + user + "\r\n").text());
    }
    return homes;
  }

  private static Balancing by(Affinity affinity) {
    return new Balancing(Map.of(), affinity, Duration.ZERO, 0, null, Ejection.DEFAULT);
  }
}
