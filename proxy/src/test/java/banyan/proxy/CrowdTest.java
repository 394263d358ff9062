package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A crowd takes every connection there is and gives nothing for them; others are served. */
final class CrowdTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final int REQUESTS = 20;

  @Test
  void clientsOfOpenConnectionsAndNewOnesAreServedAndTheCrowdIsLetGo() {
    int crowd = TestSize.pick("connections of a crowd", 60, 300, 900);
    List<RawClient> hostile = new ArrayList<>();
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy =
            TestProxy.to(upstream)
                .with(ProxySettings.CONNECTIONS, crowd / 2)
                .with(ProxySettings.CONNECTIONS_PER_ADDRESS, 0)
                .with(ProxySettings.HEAD_TIME, Duration.ofMillis(300))
                .with(ProxySettings.IDLE, Duration.ofMillis(500))
                .start();
        var early = new Healthy(proxy.port())) {
      for (int i = 0; i < crowd; i++) {
        hostile.add(join(proxy.port(), i));
        assertThat(early.ask()).isEqualTo(200);
      }
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(early.ask()).isEqualTo(200);
      }
      assertThat(RawClient.exchange(proxy.port(), GET).text()).isEqualTo("ok");
      for (RawClient client : hostile) {
        // Ends; a read that waits for longer than any limit here would throw.
        assertThat(isLetGo(client)).isTrue();
      }
    } finally {
      hostile.forEach(RawClient::close);
    }
  }

  /** One that comes back when its connection was let go between two requests. */
  private static final class Healthy implements AutoCloseable {
    private final int port;
    private RawClient client;

    Healthy(int port) {
      this.port = port;
      this.client = RawClient.to(port);
    }

    int ask() {
      try {
        return client.send(GET).answer().status();
      } catch (UncheckedIOException e) {
        client.close();
        client = RawClient.to(port);
        return client.send(GET).answer().status();
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** Silent, in the middle of a head, before its body, or without a window for its answer. */
  private static RawClient join(int port, int number) {
    return switch (number % 4) {
      case 0 -> RawClient.to(port);
      case 1 -> RawClient.to(port).send("GET /x HTTP/1.1\r\nHost: a\r\nX: ");
      case 2 -> RawClient.to(port).send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n");
      default -> RawHttp2.to(port, RawHttp2.INITIAL_WINDOW, 0).get(1, "/x").client();
    };
  }

  private static boolean isLetGo(RawClient client) {
    try {
      client.socket().setSoTimeout(15_000);
      while (client.socket().getInputStream().read() >= 0) {
        // What it is told is of no interest.
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.io.IOException | UncheckedIOException e) {
      return true;
    }
  }
}
