package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSockets of HTTP/1.1: the handshake passes the steps like a request, the rest just passes. */
final class WebSocketTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  private static final String ASKED =
      "GET /chat?room=1 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\n"
          + KEY;
  private static final String ASK = ASKED + "\r\n";

  @Test
  void theHandshakeReachesTheUpstreamAndItsAnswerTheClient() {
    try (var upstream = WebSocketServer.echoing();
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      Answer answer = client.send(ASKED + "Origin: http://b\r\n\r\n").head();
      assertThat(answer.status()).isEqualTo(101);
      // The example of RFC 6455 section 1.3.
      assertThat(answer.field("Sec-WebSocket-Accept")).hasValue("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(answer.field("Upgrade")).hasValue("websocket");
      assertThat(answer.field("Connection")).hasValue("Upgrade");
      Answer received = upstream.received().getFirst();
      assertThat(received.startLine()).isEqualTo("GET /chat?room=1 HTTP/1.1");
      assertThat(received.field("Connection")).hasValue("Upgrade");
      assertThat(received.field("Upgrade")).hasValue("websocket");
      assertThat(received.field("Origin")).hasValue("http://b");
      assertThat(received.names()).contains("x-forwarded-for", "via", "x-request-id");
    }
  }

  static Stream<Arguments> frames() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    byte[] large = new byte[3 << 20];
    Arrays.fill(large, (byte) 'l');
    return Stream.of(
        Arguments.of("text", WebSocketFrame.text("grüße")),
        Arguments.of("nothing", WebSocketFrame.text("")),
        Arguments.of("every byte", new WebSocketFrame(WebSocketFrame.BINARY, true, bytes)),
        Arguments.of("a first piece", new WebSocketFrame(WebSocketFrame.TEXT, false, bytes)),
        Arguments.of("a next piece", new WebSocketFrame(WebSocketFrame.CONTINUATION, false, bytes)),
        Arguments.of(
            "the last piece", new WebSocketFrame(WebSocketFrame.CONTINUATION, true, bytes)),
        Arguments.of("3 MiB", new WebSocketFrame(WebSocketFrame.BINARY, true, large)),
        Arguments.of("a pong", new WebSocketFrame(WebSocketFrame.PONG, true, bytes)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void aFramePassesBothWays(String name, WebSocketFrame frame) throws IOException {
    try (var upstream = WebSocketServer.echoing();
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      open(client);
      CompletableFuture<RawClient> sending =
          CompletableFuture.supplyAsync(() -> client.send(frame.masked()));
      WebSocketFrame echo = WebSocketFrame.read(client::read);
      assertThat(echo.payload()).isEqualTo(frame.payload());
      assertThat(echo.opcode()).isEqualTo(frame.opcode());
      assertThat(echo.isLast()).isEqualTo(frame.isLast());
      sending.join();
    }
  }

  @Test
  void aPingIsTheUpstreamsToAnswerAndAClosePassesWithItsCode() throws IOException {
    try (var upstream = WebSocketServer.echoing();
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      open(client);
      client.send(new WebSocketFrame(WebSocketFrame.PING, true, new byte[] {1}).masked());
      assertThat(WebSocketFrame.read(client::read).opcode()).isEqualTo(WebSocketFrame.PONG);
      byte[] goingAway = {3, (byte) 0xE9};
      client.send(new WebSocketFrame(WebSocketFrame.CLOSE, true, goingAway).masked());
      assertThat(WebSocketFrame.read(client::read).payload()).isEqualTo(goingAway);
      assertThat(client.drain().rest()).isEmpty();
    }
  }

  @Test
  void manyMessagesOfARealClientPassInOrder() throws Exception {
    int count = TestSize.pick("messages", 2_000, 10_000, 200_000);
    CountDownLatch left = new CountDownLatch(count);
    CompletableFuture<Integer> disorder = new CompletableFuture<>();
    try (var upstream = WebSocketServer.echoing();
        var proxy = TestProxy.to(upstream).start();
        var http = HttpClient.newHttpClient()) {
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + proxy.port() + "/chat"),
                  new Counter(left, disorder))
              .join();
      for (int i = 0; i < count; i++) {
        socket.sendText("message " + i, true).join();
      }
      assertThat(left.await(LIMIT.toSeconds() * 4, TimeUnit.SECONDS)).isTrue();
      assertThat(disorder).isNotDone();
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").join();
    }
  }

  /** Counts echoes down, and notes the first that is not the next. */
  private static final class Counter implements WebSocket.Listener {
    private final CountDownLatch left;
    private final CompletableFuture<Integer> disorder;
    private final StringBuilder message = new StringBuilder();
    private int next;

    Counter(CountDownLatch left, CompletableFuture<Integer> disorder) {
      this.left = left;
      this.disorder = disorder;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean isLast) {
      message.append(piece);
      if (isLast) {
        if (!message.toString().equals("message " + next)) {
          disorder.complete(next);
        }
        message.setLength(0);
        next++;
        left.countDown();
      }
      return WebSocket.Listener.super.onText(socket, piece, isLast);
    }
  }

  @Test
  void whatComesBehindEitherHeadPasses() throws IOException {
    String hello =
        new String(
            WebSocketFrame.text("hello").plain(), java.nio.charset.StandardCharsets.ISO_8859_1);
    CompletableFuture<String> early = new CompletableFuture<>();
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  WebSocketServer.accept(c, hello);
                  early.complete(WebSocketFrame.read(c::read).text());
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      byte[] head = ASK.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      byte[] frame = WebSocketFrame.text("early").masked();
      byte[] both = Arrays.copyOf(head, head.length + frame.length);
      System.arraycopy(frame, 0, both, head.length, frame.length);
      assertThat(client.send(both).head().status()).isEqualTo(101);
      assertThat(WebSocketFrame.read(client::read).text()).isEqualTo("hello");
      await().atMost(LIMIT).until(early::isDone);
      assertThat(early.join()).isEqualTo("early");
    }
  }

  static Stream<String> ordinary() {
    return Stream.of(
        ASK.replace("GET", "POST"),
        ASK.replace("HTTP/1.1", "HTTP/1.0"),
        ASK.replace(KEY, ""),
        ASK.replace("dGhl", "dGh"),
        ASK.replace(KEY, KEY + KEY),
        ASK.replace("Upgrade: websocket", "Upgrade: chat"),
        ASK.replace("Upgrade: websocket", "Upgrade: websocket, chat"),
        ASKED + "Content-Length: 2\r\n\r\nok");
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void whatIsNoHandshakeIsAnOrdinaryRequest(String message) {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start()) {
      assertThat(RawClient.exchange(proxy.port(), message).status()).isEqualTo(200);
      assertThat(upstream.received().getFirst().names()).doesNotContain("upgrade", "connection");
    }
  }

  static Stream<String> refusals() {
    return Stream.of(
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalIsAnAnswerLikeOthersAndNothingWasTunnelled(String refusal) {
    try (var upstream = ScriptedUpstream.answering(refusal);
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      Answer answer = client.send(ASK).answer();
      assertThat(refusal).startsWith(answer.startLine());
      assertThat(answer.text()).isEqualTo("no");
      // The connection speaks HTTP still.
      assertThat(client.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n").answer().text()).isEqualTo("no");
      assertThat(upstream.received()).extracting(Answer::target).endsWith("/b");
    }
  }

  static Stream<String> mistakes() {
    String head = "HTTP/1.1 101 Switching Protocols\r\n";
    String accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
    return Stream.of(
        head + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        head + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n",
        head + "Upgrade: websocket\r\nConnection: Upgrade\r\n" + accept + accept + "\r\n",
        head + "Upgrade: chat\r\nConnection: Upgrade\r\n" + accept + "\r\n",
        head + "Connection: Upgrade\r\n" + accept + "\r\n",
        head + "Upgrade: websocket\r\n" + accept + "\r\n",
        head
            + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + accept
            + "Sec-WebSocket-Protocol: unasked\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aSwitchThatDoesNotAnswerTheHandshakeIs502(String mistake) {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  c.send(mistake + "secret");
                  c.awaitEnd();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      Answer answer = client.send(ASK).answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.field("Proxy-Status")).hasValue("banyan; error=http_upgrade_failed");
      assertThat(answer.text()).doesNotContain("secret");
    }
  }

  private static void open(RawClient client) {
    assertThat(client.send(ASK).head().status()).isEqualTo(101);
  }
}
