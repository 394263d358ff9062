package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code banyan proxy} in front of a system that knows nothing of us. */
final class LoneProxyTest {
  private static final Duration MOVED_MAX = Duration.ofSeconds(20);

  /** What the proxy tells the next hop (docs/request-path.md). */
  private static final List<String> ADDED =
      List.of(
          "via",
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-host",
          "x-request-id",
          "traceparent");

  private static Path folder;
  private static Path routes;
  private static CountDownLatch mayEnd;
  private static ScriptedUpstream old;
  private static ScriptedUpstream fresh;
  private static BanyanProcess proxy;

  @BeforeAll
  static void start() throws IOException {
    mayEnd = new CountDownLatch(1);
    old = ScriptedUpstream.start(LoneProxyTest::answer);
    fresh = ScriptedUpstream.answering(ok("fresh"));
    folder = Folders.make();
    routes = folder.resolve("routes.yaml");
    publish(old);
    proxy = BanyanProcess.proxy(folder.resolve("var"), "--routes", routes.toString());
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.close();
    old.close();
    fresh.close();
    Folders.remove(folder);
  }

  private static void publish(ScriptedUpstream to) throws IOException {
    Folders.publish(
        routes,
        """
        upstreams: {legacy: {endpoints: ["%s"]}}
        routes:
          - {match: {path: /**}, to: legacy}
        """
            .formatted(to.origin()));
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** Echoes a body; streams one answer in two parts, the second when it may. */
  private static void answer(ScriptedUpstream.Conversation conversation)
      throws IOException, InterruptedException {
    Answer request = conversation.request();
    if (request.target().equals("/stream")) {
      conversation.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
      mayEnd.await();
      conversation.send("4\r\nlast\r\n0\r\n\r\n");
    } else if (request.body().length > 0) {
      conversation.send(
          "HTTP/1.1 299 Odd\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Odd: 1 , 2\r\nServer: old\r\n"
              + ("Content-Length: " + request.body().length + "\r\n\r\n"));
      conversation.send(request.body());
    } else {
      conversation.send(ok("old " + request.target()));
    }
  }

  @Test
  void ownsNoPathAndWantsNoDatabase() throws Exception {
    for (String path :
        List.of("/", "/health/live", "/health/ready", "/openapi.json", "/docs", "/metrics")) {
      Answer answer =
          RawClient.exchange(proxy.port(), "GET " + path + " HTTP/1.1\r\nHost: old\r\n\r\n");

      assertThat(answer.text()).isEqualTo("old " + path);
    }
    assertThat(proxy.admin("/health/ready").statusCode()).isEqualTo(200);
    assertThat(proxy.admin("/metrics").statusCode()).isEqualTo(200);
    assertThat(new Client(proxy.adminUrl()).get("/routes").statusCode()).isEqualTo(401);
    assertThat(folder.resolve("var").resolve("postgres")).doesNotExist();
    assertThat(folder.resolve("var").resolve("secret")).doesNotExist();
  }

  @Test
  void changesNothingButTheFieldsOfAHop() {
    byte[] body = new byte[256];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }
    String target = "/a%20b/~c?x=|{}&y=%2F";
    try (RawClient client = RawClient.to(proxy.port())) {
      client.send(
          "PUT "
              + target
              + " HTTP/1.1\r\nHost: legacy.example\r\nX-Odd: 1 , 2\r\nAuthorization: Basic abc\r\n"
              + "Cookie: a=1\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nContent-Length: 256\r\n\r\n");
      Answer answer = client.send(body).answer();

      assertThat(answer.startLine()).startsWith("HTTP/1.1 299");
      assertThat(answer.body()).isEqualTo(body);
      assertThat(answer.all("Set-Cookie")).containsExactly("a=1", "b=2");
      assertThat(answer.all("X-Odd")).containsExactly("1 , 2");
      assertThat(answer.all("Server")).containsExactly("old");
    }
    Answer seen = received(target);
    assertThat(seen.startLine()).isEqualTo("PUT " + target + " HTTP/1.1");
    assertThat(seen.body()).isEqualTo(body);
    assertThat(seen.all("Host")).containsExactly("legacy.example");
    assertThat(seen.all("X-Odd")).containsExactly("1 , 2");
    assertThat(seen.all("Authorization")).containsExactly("Basic abc");
    assertThat(seen.names().stream().filter(name -> !ADDED.contains(name)))
        .containsExactlyInAnyOrder("host", "x-odd", "authorization", "cookie", "content-length");
    assertThat(seen.names()).containsAll(ADDED);
  }

  private static Answer received(String target) {
    return old.received().stream()
        .filter(request -> request.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void movesARouteUnderLoadWithoutCuttingAStream() throws Exception {
    try (RawClient stream = RawClient.to(proxy.port());
        Load load = new Load()) {
      stream.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(stream.head().status()).isEqualTo(200);
      assertThat(text(stream.read("5\r\nfirst".length()))).contains("first");
      load.awaitMore(load.fromOld);

      publish(fresh);
      load.awaitMore(load.fromFresh);
      mayEnd.countDown();

      assertThat(text(stream.read("\r\n4\r\nlast\r\n0\r\n\r\n".length()))).contains("last");
      publish(old);
      load.awaitMore(load.fromOld);
      assertThat(load.failures).isEmpty();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /** Clients that ask until it is closed. */
  private static final class Load implements AutoCloseable {
    private static final int MORE = 100;

    private final Client client = new Client(proxy.url());
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger fromOld = new AtomicInteger();
    private final AtomicInteger fromFresh = new AtomicInteger();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Load() {
      int clients = TestSize.pick("clients of the lone proxy", 2, 4, 16);
      for (int i = 0; i < clients; i++) {
        threads.execute(this::ask);
      }
    }

    void awaitMore(AtomicInteger answers) {
      int enough = answers.get() + MORE;
      await().atMost(MOVED_MAX).until(() -> !failures.isEmpty() || answers.get() >= enough);
    }

    private void ask() {
      while (!isOver.get()) {
        try {
          var answer = client.get("/load");
          switch (answer.statusCode() + " " + answer.body()) {
            case "200 old /load" -> fromOld.incrementAndGet();
            case "200 fresh" -> fromFresh.incrementAndGet();
            default -> failures.add(answer.statusCode() + " " + answer.body());
          }
        } catch (IOException | InterruptedException e) {
          failures.add(e.toString());
          return;
        }
      }
    }

    @Override
    public void close() {
      isOver.set(true);
      threads.close();
    }
  }
}
