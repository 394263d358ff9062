package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Malformed and ambiguous requests, byte for byte. Each is refused, or arrives at the upstream as
 * one request that nobody can misread; none is a fault of ours, none hangs, and none leaves bytes
 * that the next request would take for its own.
 */
final class RequestTableTest {
  private static final int ROWS_MIN = 150;
  private static final String NEXT =
      "GET /next HTTP/1.1\r\nHost: next\r\nConnection: close\r\n\r\n";

  private static StrictUpstream upstream;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    upstream = new StrictUpstream();
    proxy = TestProxy.to(upstream.server()).start();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    upstream.close();
  }

  static Stream<WireTable.Row> rows() {
    return WireTable.read("requests.table").stream();
  }

  @Test
  void theTableIsWhole() {
    assertThat(rows().count()).isGreaterThanOrEqualTo(ROWS_MIN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isRefusedOrArrivesUnambiguously(WireTable.Row row) {
    int before = upstream.received().size();
    int forwarded = 0;
    try (RawClient client = proxy.client()) {
      client.send(row.bytes());
      boolean isEnded = false;
      for (String step : row.steps()) {
        String[] words = step.split(" ", 2);
        switch (words[0]) {
          case "forward" -> {
            isEnded = assertArrived(row, client, before + forwarded, words[1], forwarded == 0);
            forwarded++;
          }
          case "refuse" -> isEnded = assertRefused(client, words[1].split(" ", -1)[0]);
          case "answer" -> assertThat(client.answer().status()).hasToString(words[1]);
          case "end", "drop" -> isEnded = true;
          default -> throw new IllegalArgumentException(step);
        }
      }
      assertThat(isEnded || !row.steps().getLast().endsWith(" close")).as("closes").isTrue();
      assertEnd(isEnded, client);
    }
    assertThat(upstream.faults()).isEmpty();
    assertThat(upstream.received().subList(before, upstream.received().size()))
        .as("what else arrived")
        .filteredOn(request -> !request.line().equals("GET /next HTTP/1.1"))
        .hasSize(forwarded);
  }

  /** Whether the answer announces the end of the connection. */
  private static boolean assertArrived(
      WireTable.Row row, RawClient client, int index, String line, boolean isFirst) {
    Answer answer = client.answer(line.startsWith("HEAD "));
    while (answer.status() == 100) {
      answer = client.answer(line.startsWith("HEAD "));
    }
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.field("Date")).isPresent();
    assertThat(answer.field("Content-Length")).isPresent();
    StrictUpstream.Received request = upstream.received().get(index);
    assertThat(request.line()).isEqualTo(line);
    if (!line.startsWith("HEAD ")) {
      assertThat(answer.text()).as("the answer to this request").isEqualTo(line.split(" ", -1)[1]);
    }
    if (isFirst) {
      assertDemands(row, answer, request);
    }
    return answer.all("Connection").contains("close");
  }

  private static void assertDemands(
      WireTable.Row row, Answer answer, StrictUpstream.Received request) {
    for (String field : row.demanded('>')) {
      String[] parts = field.split(": ?", 2);
      assertThat(request.all(parts[0])).as(parts[0]).containsExactly(parts[1]);
    }
    for (String name : row.demanded('!')) {
      assertThat(request.all(name)).as(name).isEmpty();
    }
    for (String field : row.demanded('+')) {
      String[] parts = field.split(": ", 2);
      assertThat(answer.field(parts[0])).as(parts[0]).hasValue(parts[1]);
    }
    List<String> bodies = row.demanded('=');
    assertThat(request.body()).isEqualTo(bodies.isEmpty() ? "" : bodies.getFirst());
  }

  /** Whether the refusal announces the end of the connection. */
  private static boolean assertRefused(RawClient client, String statuses) {
    Answer answer = client.answer();
    assertThat(statuses.split("\\|", -1)).contains(String.valueOf(answer.status()));
    assertThat(answer.field("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.field("Date")).isPresent();
    assertThat(answer.text()).contains("\"status\":" + answer.status(), "urn:banyan:request:");
    return answer.all("Connection").contains("close");
  }

  /** Either nothing comes any more, or what comes next is answered for itself. */
  private static void assertEnd(boolean isEnded, RawClient client) {
    if (isEnded) {
      assertThat(client.drain().rest()).as("behind the end").doesNotContain("HTTP/1.1");
      return;
    }
    assertThat(client.send(NEXT).answer().text()).isEqualTo("/next");
    try {
      assertThat(client.drain().rest()).isEmpty();
    } catch (UncheckedIOException e) {
      // a reset ends a connection as well
    }
  }
}
