package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.tls.TlsSettings;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave, or seem to, while the head of their answer is awaited. */
final class LeavingClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final AtomicInteger ended = new AtomicInteger();

  @Test
  void whoLeavesEndsTheUpstreamsWork() {
    try (var upstream = silent();
        var proxy = TestProxy.to(upstream).start()) {
      try (var closing = proxy.client();
          var resetting = proxy.client();
          var eager = proxy.client()) {
        closing.send(GET);
        resetting.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
        eager.send(GET);
        await().atMost(LIMIT).until(() -> upstream.received().size() == 3);
        resetting.socket().setSoLinger(true, 0);
        // The next request was sent, and nobody waits for this one either.
        eager.send(GET);
      } catch (SocketException e) {
        throw new AssertionError(e);
      }
      await().atMost(LIMIT).until(() -> ended.get() == 3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoLeavesIsNoFaultOfOurs(boolean isReset) throws Exception {
    Queue<String> told = new ConcurrentLinkedQueue<>();
    try (var upstream = silent();
        var proxy =
            TestProxy.to(upstream)
                .log(
                    (request, response) ->
                        told.add(response.getStatus() + " " + Exchange.of(request).failure()))
                .start()) {
      try (var client = proxy.client()) {
        client.send(GET);
        asked.await();
        client.socket().setSoLinger(isReset, 0);
      }
      await().atMost(LIMIT).until(() -> !told.isEmpty());
      assertThat(told).singleElement().asString().startsWith("499 ").contains("client-left");
    }
  }

  @Test
  void whoLeavesWithinTlsEndsTheUpstreamsWork() throws Exception {
    TestPair pair = TestPair.one();
    try (var upstream = silent();
        var proxy =
            TestProxy.to(upstream)
                .with(TlsSettings.CERTIFICATE, pair.certificate().toString())
                .with(TlsSettings.KEY, pair.key().toString())
                .start()) {
      try (var closing =
              pair.trusting().getSocketFactory().createSocket("localhost", proxy.port());
          var broken = new Socket("localhost", proxy.port());
          var breaking =
              pair.trusting()
                  .getSocketFactory()
                  .createSocket(broken, "localhost", proxy.port(), false)) {
        closing.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
        breaking.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
        await().atMost(LIMIT).until(() -> upstream.received().size() == 2);
        assertThat(ended.get()).isZero();
        broken.close();
      }
      await().atMost(LIMIT).until(() -> ended.get() == 2);
    }
  }

  @Test
  void whoHasSaidAllAndWaitsGetsTheWholeAnswer() throws Exception {
    try (var upstream = held();
        var proxy = TestProxy.to(upstream).start();
        var older = proxy.client();
        var newer = proxy.client()) {
      older.send("GET /x HTTP/1.0\r\nHost: a\r\n\r\n");
      newer.send(GET);
      await().atMost(LIMIT).until(() -> upstream.received().size() == 2);
      for (RawClient client : List.of(older, newer)) {
        client.socket().shutdownOutput();
      }
      for (RawClient client : List.of(older, newer)) {
        // What is written to find out whether it is there is the beginning of its answer.
        assertThat(new String(client.read(3), StandardCharsets.US_ASCII)).isEqualTo("HTT");
      }
      mayAnswer.countDown();
      for (RawClient client : List.of(older, newer)) {
        String rest = client.drain().rest();
        assertThat(rest).startsWith("P/1.1 200 OK\r\n").endsWith("\r\n\r\nok");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\na\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
      })
  void whoEndsItsSideWithinABodyIsToldSo(String rest) throws Exception {
    try (var upstream = silent();
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send("POST /x HTTP/1.1\r\nHost: a\r\n" + rest);
      asked.await();
      client.socket().shutdownOutput();
      assertThat(client.answer().status()).isEqualTo(400);
      await().atMost(LIMIT).until(() -> ended.get() == 1);
    }
  }

  @Test
  void whoseAnswerOvertakesItsRequestGetsItUndisturbed() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  if (c.head().target().equals("/silent")) {
                    c.awaitEnd();
                    return;
                  }
                  c.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha");
                  c.read(3);
                  asked.countDown();
                  mayEnd.await();
                  c.send("lf");
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client();
        var other = proxy.client()) {
      client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(200);
      assertThat(new String(client.read(2), StandardCharsets.US_ASCII)).isEqualTo("ha");
      client.send("abc");
      client.socket().shutdownOutput();
      asked.await();
      awaitALook(other);
      mayEnd.countDown();
      assertThat(client.drain().rest()).isEqualTo("lf");
    }
  }

  @Test
  void whatCameAheadIsTheNextRequest() throws Exception {
    try (var upstream = held();
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client();
        var other = proxy.client()) {
      client.send(GET);
      asked.await();
      // Long enough that a part is taken in while the first request waits, and a part is not.
      client.send("GET /y HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(4000) + "\r\n\r\n");
      awaitALook(other);
      mayAnswer.countDown();
      assertThat(client.answer().text()).isEqualTo("ok");
      assertThat(client.answer().text()).isEqualTo("ok");
      assertThat(upstream.received()).anyMatch(request -> request.target().equals("/y"));
    }
  }

  /** Waits until clients that wait were looked at: two octets are written ahead to this one. */
  private static void awaitALook(RawClient other) throws IOException {
    other.send("GET /silent HTTP/1.1\r\nHost: a\r\n\r\n");
    other.socket().shutdownOutput();
    assertThat(new String(other.read(2), StandardCharsets.US_ASCII)).isEqualTo("HT");
  }

  /** Never answers, and counts the connections that are closed on it. */
  private ScriptedUpstream silent() {
    return ScriptedUpstream.start(
        c -> {
          c.head();
          asked.countDown();
          try {
            c.awaitEnd();
          } catch (IOException e) {
            // a reset is an end too
          }
          ended.incrementAndGet();
        });
  }

  /** Answers when it may. */
  private ScriptedUpstream held() {
    return ScriptedUpstream.start(
        c -> {
          c.request();
          asked.countDown();
          mayAnswer.await();
          c.send(OK);
        });
  }
}
