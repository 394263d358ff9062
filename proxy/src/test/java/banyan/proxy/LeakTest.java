package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** After many failures of one kind every connection to the upstream can be used again. */
final class LeakTest {
  private static final Duration SHORT = Duration.ofMillis(40);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 4;
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  static Stream<Arguments> failures() {
    return Stream.of(
        failure("closes at once", c -> c.close()),
        failure("resets", c -> c.reset()),
        failure("never answers", c -> c.awaitEnd()),
        failure("garbage", c -> c.send("nonsense\r\n\r\n")),
        failure(
            "breaks off behind the head",
            c -> {
              c.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
              c.close();
            }),
        failure(
            "stalls behind the head",
            c -> {
              c.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
              c.awaitEnd();
            }),
        failure("floods interim answers", c -> c.send("HTTP/1.1 102 P\r\n\r\n".repeat(50))),
        failure("switches protocols", c -> c.send("HTTP/1.1 101 S\r\nUpgrade: x\r\n\r\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void everyPlaceInThePoolComesBack(String name, ScriptedUpstream.Script broken) {
    int count = TestSize.pick("failures of each kind", 20, 40, 400);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  if (c.request().target().equals("/broken")) {
                    broken.play(c);
                  } else {
                    c.send(OK);
                  }
                });
        var proxy =
            TestProxy.to(upstream)
                .with(ProxySettings.UPSTREAM_CONNECTIONS, CONNECTIONS)
                .withoutBreaker()
                .timeouts(LONG, SHORT, SHORT, LONG)
                .start()) {
      for (int i = 0; i < count; i++) {
        try (var client = proxy.client()) {
          client.send("GET /broken HTTP/1.1\r\nHost: a\r\n\r\n");
          // Every other client does not wait for what becomes of its request.
          if (i % 2 == 0) {
            client.read(1);
          }
        }
      }
      await().atMost(LONG).untilAsserted(() -> assertAllServe(proxy));
    }
  }

  private static void assertAllServe(TestProxy proxy) {
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      String request = "GET /well HTTP/1.1\r\nHost: a\r\n\r\n";
      assertThat(RawClient.exchange(proxy.port(), request).status()).isEqualTo(200);
    }
  }

  private static Arguments failure(String name, ScriptedUpstream.Script script) {
    return Arguments.of(name, script);
  }
}
