package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.ScriptedUpstream;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that break behind their head: none is taken for whole, and each is told by its cause. */
final class BrokenAnswerTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String COUNTED = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";

  static Stream<Arguments> defects() {
    return Stream.of(
        Arguments.of(COUNTED, "", "http_response_incomplete"),
        Arguments.of(COUNTED, "reset", "connection_terminated"),
        Arguments.of(CHUNKED, "", "http_response_incomplete"),
        Arguments.of(CHUNKED, "reset", "connection_terminated"),
        Arguments.of(CHUNKED, "zz\r\n", "http_response_transfer_coding"),
        Arguments.of(CHUNKED, "-1\r\n", "http_response_transfer_coding"),
        Arguments.of(CHUNKED, "5\r\nhelloX", "http_response_transfer_coding"),
        Arguments.of(CHUNKED, "0\r\nno trailer\r\n\r\n", "http_response_transfer_coding"));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void isCutOffAndCountedByItsCause(String begin, String rest, String cause) {
    Queue<String> causes = new ConcurrentLinkedQueue<>();
    CountDownLatch heard = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send(begin);
                  heard.await();
                  switch (rest) {
                    case "" -> c.close();
                    case "reset" -> c.reset();
                    default -> {
                      c.send(rest);
                      c.awaitEnd();
                    }
                  }
                });
        var proxy =
            TestProxy.to(upstream)
                .log(
                    (request, _) ->
                        causes.add(String.valueOf(Exchange.of(request).upstreamError())))
                .start();
        var client = proxy.client()) {
      client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(200);
      client.read("hello".length());
      heard.countDown();
      assertThat(client.drain().rest()).doesNotContain("\r\n0\r\n");
      await().atMost(LIMIT).until(() -> !causes.isEmpty());
      assertThat(causes).containsExactly(cause);
    }
  }
}
