package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Malformed and ambiguous answers, byte for byte. A client gets a whole answer, a problem that
 * names the defect, or an end that it can see; and never a byte of what was meant for another.
 */
final class AnswerTableTest {
  private static final int ROWS_MIN = 40;
  private static final int NEXT_REQUESTS = 2;
  private static final String WELL = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell";

  private static ScriptedUpstream upstream;

  /** With one connection, so that each is known by when it was opened. */
  private static TestProxy proxy;

  private static volatile WireTable.@Nullable Row played;

  @BeforeAll
  static void start() {
    upstream = ScriptedUpstream.start(AnswerTableTest::play);
    proxy = TestProxy.to(upstream).with(ProxySettings.UPSTREAM_CONNECTIONS, 1).start();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    upstream.close();
  }

  static Stream<WireTable.Row> rows() {
    return WireTable.read("answers.table").stream();
  }

  private static void play(ScriptedUpstream.Conversation c) throws IOException {
    if (c.request().target().equals("/next")) {
      c.send(WELL);
      return;
    }
    WireTable.Row row = java.util.Objects.requireNonNull(played);
    c.send(row.bytes());
    if (row.steps().contains("eof")) {
      c.close();
    }
    if (row.steps().contains("reset")) {
      c.reset();
    }
  }

  @Test
  void theTableIsWhole() {
    assertThat(rows().count()).isGreaterThanOrEqualTo(ROWS_MIN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isPassedOnWholeOrSeenToBeBroken(WireTable.Row row) {
    played = row;
    assertThat(next()).isEqualTo("well");
    int before = upstream.connections();
    String method = row.steps().contains("HEAD") ? "HEAD" : "POST";
    try (RawClient client = proxy.client()) {
      client.send(method + " /row HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      String[] words = row.steps().getFirst().split(" ", -1);
      switch (words[0]) {
        case "pass" -> assertPassed(row, client, List.of(words).subList(1, words.length));
        case "cut" -> assertCut(client);
        default -> assertProblem(client, words[0], words[1]);
      }
    }
    for (int i = 0; i < NEXT_REQUESTS; i++) {
      assertThat(next()).as("the next answer").isEqualTo("well");
    }
    int opened = row.steps().contains("kept") ? 0 : 1;
    assertThat(upstream.connections() - before).as("new connections").isEqualTo(opened);
  }

  private static String next() {
    return RawClient.exchange(proxy.port(), "GET /next HTTP/1.1\r\nHost: a\r\n\r\n").text();
  }

  private static void assertPassed(WireTable.Row row, RawClient client, List<String> statuses) {
    Answer answer = client.answer(row.steps().contains("HEAD"));
    for (String interim : statuses.subList(0, statuses.size() - 1)) {
      assertThat(answer.status()).hasToString(interim);
      assertThat(answer.names()).doesNotContain("content-length");
      answer = client.answer();
    }
    assertThat(answer.status()).as(answer.text()).hasToString(statuses.getLast());
    assertThat(answer.all("Date")).hasSize(1);
    assertThat(answer.all("Via")).hasSize(1);
    for (String field : row.demanded('>')) {
      String[] parts = field.split(": ?", 2);
      assertThat(answer.all(parts[0])).as(parts[0]).containsExactly(parts[1]);
    }
    for (String name : row.demanded('!')) {
      assertThat(answer.names()).doesNotContain(name);
    }
    List<String> bodies = row.demanded('=');
    assertThat(answer.text()).isEqualTo(bodies.isEmpty() ? "" : bodies.getFirst());
  }

  /** A body that ends before its length, or without its last chunk: or no head at all. */
  private static void assertCut(RawClient client) {
    Answer head = client.head();
    if (head.status() == 502) {
      assertThat(head.field("Proxy-Status")).hasValue("banyan; error=http_protocol_error");
      return;
    }
    assertThat(head.status()).isEqualTo(200);
    int length = head.field("Content-Length").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    String rest = client.drain().rest();
    assertThat(rest.toLowerCase(Locale.ROOT)).doesNotContain("\r\n0\r\n", "http/1.1");
    assertThat(rest.length()).isLessThan(length);
  }

  private static void assertProblem(RawClient client, String status, String error) {
    Answer answer = client.answer();
    while (answer.status() < 200) {
      answer = client.answer();
    }
    assertThat(answer.status()).as(answer.text()).hasToString(status);
    assertThat(answer.field("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.field("Proxy-Status")).hasValue("banyan; error=" + error);
  }
}
