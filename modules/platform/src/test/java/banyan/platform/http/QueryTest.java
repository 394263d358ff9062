package banyan.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a query must look like before an endpoint sees it. */
final class QueryTest {
  private static HostedApi api;

  @BeforeAll
  static void start() throws Exception {
    api =
        new HostedApi(
            List.of(
                Declare.get("/list", request -> Reply.ok(Map.of()))
                    .query("limit", Shapes.integer(1, 100), "how many")
                    .answers(200, null, "ok")
                    .route()));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=100, 200, {}",
    "limit=1&limit=2, 422, query:limit",
    "limit=1.0, 422, query:limit",
    "limit=%2B5, 422, query:limit",
    "limit=05, 422, query:limit",
    "limit=, 422, query:limit",
    "limit, 422, query:limit",
    "LIMIT=5, 422, query:LIMIT",
    "limit=99999999999999999999999, 422, query:limit",
    "limit=%zz, 400, escape",
    "limit=%ff, 400, UTF-8",
    "limit=%, 400, escape"
  })
  void checksTheQueryStrictly(String query, int status, String word) throws Exception {
    var socketAnswer = rawGet("/list?" + query);
    assertThat(socketAnswer).startsWith("HTTP/1.1 " + status);
    assertThat(socketAnswer).contains(word.equals("escape") ? "'%'" : word);
  }

  /** Sends a target that java.net.URI would refuse. */
  private static String rawGet(String target) throws Exception {
    try (var socket = new Socket("127.0.0.1", api.port())) {
      socket.setSoTimeout(20_000);
      String head = "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
