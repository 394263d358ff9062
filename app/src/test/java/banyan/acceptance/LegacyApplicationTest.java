package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.acceptance.LegacyRequests.Sent;
import banyan.testing.Answer;
import banyan.testing.FromSize;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code banyan proxy} in front of a real application: its clients notice nothing. */
@FromSize(DEFAULT)
final class LegacyApplicationTest {
  private static final Duration MOVED_MAX = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the proxy adds to an answer, what ends at each hop, and the clock's (the body is whole).
   */
  private static final Set<String> OF_THE_HOP =
      Set.of("via", "x-request-id", "connection", "keep-alive", "transfer-encoding", "date");

  /** What the proxy tells the application (docs/request-path.md). */
  private static final Set<String> TOLD =
      Set.of(
          "via",
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-host",
          "x-request-id",
          "traceparent",
          "connection");

  private static Path folder;
  private static Path routes;
  private static LegacyApplication legacy;
  private static ScriptedUpstream service;
  private static BanyanProcess proxy;

  @BeforeAll
  static void start() throws Exception {
    legacy = LegacyApplication.start();
    service = ScriptedUpstream.answering(answerOfTheService());
    folder = Folders.make();
    routes = folder.resolve("routes.yaml");
    publish("");
    proxy = BanyanProcess.proxy(folder.resolve("var"), "--routes", routes.toString());
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.close();
    service.close();
    legacy.close();
    Folders.remove(folder);
  }

  private static String answerOfTheService() {
    String body = "[{\"from\":\"service\"}]";
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** Publishes a document that sends everything to the application, but for {@code more}. */
  private static void publish(String more) throws IOException {
    Folders.publish(
        routes,
        """
        upstreams:
          legacy: {endpoints: ["http://127.0.0.1:%d"]}
          orders: {endpoints: ["%s"]}
        routes:
          - {match: {path: "/**"}, to: legacy}
        %s"""
            .formatted(legacy.port(), service.origin(), more));
  }

  static List<Sent> requests() {
    return LegacyRequests.all(TestSize.pick("KiB of a large body", 4 * 1024, 4 * 1024, 64 * 1024));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answersAsTheApplicationDoes(Sent request) {
    Answer without = exchange(legacy.port(), request);
    Answer with = exchange(proxy.port(), request);

    assertThat(without.status()).isEqualTo(request.status());
    assertThat(with.status()).isEqualTo(without.status());
    assertThat(fields(with)).isEqualTo(fields(without));
    assertThat(with.body()).isEqualTo(without.body());
    assertThat(with.trailers()).isEqualTo(without.trailers());
    assertThat(with.names()).contains("via", "x-request-id");
  }

  @Test
  void answersNotModifiedAsTheApplicationDoes() {
    String tag =
        exchange(legacy.port(), LegacyRequests.sent("tag", 200, orders("")))
            .field("ETag")
            .orElseThrow();
    Sent known = LegacyRequests.sent("known", 304, orders("If-None-Match: " + tag + "\r\n"));

    answersAsTheApplicationDoes(known);
  }

  private static String orders(String field) {
    return "GET /orders HTTP/1.1\r\nHost: legacy.example\r\n" + field + "\r\n";
  }

  @Test
  void tellsTheApplicationWhatTheClientSent() throws IOException {
    Sent request =
        LegacyRequests.sent(
            "odd fields",
            200,
            "DELETE /seen?a=%20|&b HTTP/1.1\r\nhOsT: legacy.example\r\nX-oDd: first\r\nx-ODD: second\r\n"
                + "Accept: text/html;q=0.5, */*\r\nAccept: image/png\r\nX-Empty:\r\nX-Tab:\ta\tb\t\r\n"
                + "Authorization: Basic YTpi\r\nCookie: a=1; b=\"2, 3\"\r\nUser-Agent: old (very; old)\r\n"
                + "Referer: http://legacy.example/a?b=c\r\nX-HTTP-Method-Override: PUT\r\n\r\n");
    JsonNode without = JSON.readTree(exchange(legacy.port(), request).body());
    JsonNode with = JSON.readTree(exchange(proxy.port(), request).body());

    assertThat(with.path("method")).isEqualTo(without.path("method"));
    assertThat(with.path("url")).isEqualTo(without.path("url"));
    assertThat(seen(with)).isEqualTo(seen(without)).containsKeys("x-odd", "cookie", "host");
  }

  /** Values by name in lower case; those of one name in their order (RFC 9110 section 5.3). */
  private static Map<String, List<String>> seen(JsonNode request) {
    Map<String, List<String>> fields = new TreeMap<>();
    JsonNode pairs = request.path("fields");
    for (int at = 0; at + 1 < pairs.size(); at += 2) {
      String name = pairs.get(at).asText().toLowerCase(Locale.ROOT);
      if (!TOLD.contains(name)) {
        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(pairs.get(at + 1).asText());
      }
    }
    return fields;
  }

  private static Map<String, List<String>> fields(Answer answer) {
    Map<String, List<String>> fields = new TreeMap<>();
    answer.names().stream()
        .filter(name -> !OF_THE_HOP.contains(name))
        .forEach(name -> fields.put(name, answer.all(name)));
    return fields;
  }

  private static Answer exchange(int port, Sent request) {
    try (RawClient client = RawClient.to(port)) {
      return client.send(request.message()).answer(request.isHead());
    }
  }

  @Test
  void movesOneRouteToAServiceAndBackUnderLoad() throws Exception {
    try (Load load = new Load()) {
      load.awaitMore("legacy");
      publish("  - {match: {methods: [GET], path: /orders}, to: orders}\n");
      load.awaitMore("service");
      publish("");
      load.awaitMore("legacy");
      assertThat(load.failures).isEmpty();
    }
  }

  /** Clients of the route that moves and of one that stays, until it is closed. */
  private static final class Load implements AutoCloseable {
    private static final int MORE = 50;

    private final Client client = new Client(proxy.url());
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Load() {
      answers.put("legacy", new AtomicInteger());
      answers.put("service", new AtomicInteger());
      int clients = TestSize.pick("clients of the legacy application", 4, 4, 16);
      for (int i = 0; i < clients; i++) {
        threads.execute(this::ask);
      }
    }

    void awaitMore(String from) {
      int enough = answers.get(from).get() + MORE;
      await()
          .atMost(MOVED_MAX)
          .until(() -> !failures.isEmpty() || answers.get(from).get() >= enough);
    }

    private void ask() {
      while (!isOver.get()) {
        try {
          var moving = client.get("/orders");
          count(moving.statusCode(), moving.body());
          var staying = client.get("/page");
          if (staying.statusCode() != 200) {
            failures.add("/page: " + staying.statusCode());
          }
        } catch (IOException | InterruptedException e) {
          failures.add(e.toString());
          return;
        }
      }
    }

    private void count(int status, String body) {
      String from = body.contains("\"from\":\"service\"") ? "service" : "legacy";
      if (status == 200 && body.contains("\"from\":\"" + from + '"')) {
        answers.get(from).incrementAndGet();
      } else {
        failures.add("/orders: " + status + " " + body);
      }
    }

    @Override
    public void close() {
      isOver.set(true);
      threads.close();
    }
  }
}
