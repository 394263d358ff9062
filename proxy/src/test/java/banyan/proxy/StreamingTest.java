package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies pass through in both directions, as fast as the slower side and no faster. */
final class StreamingTest {
  private static final byte[] BLOCK = new byte[64 * 1024];
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

  static {
    Arrays.fill(BLOCK, (byte) 'x');
  }

  @Test
  void aLargeBodyPassesWholeInBothDirections() throws Exception {
    int blocks = TestSize.pick("blocks of 64 KiB", 64, 512, 16_384);
    long length = (long) blocks * BLOCK.length;
    AtomicLong arrived = new AtomicLong();
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  for (int i = 0; i < blocks; i++) {
                    arrived.addAndGet(c.read(BLOCK.length).length);
                  }
                  c.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
                  for (int i = 0; i < blocks; i++) {
                    c.send(BLOCK);
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n");
      for (int i = 0; i < blocks; i++) {
        client.send(BLOCK);
      }
      assertThat(client.head().field("Content-Length")).hasValue(String.valueOf(length));
      for (int i = 0; i < blocks; i++) {
        assertThat(client.read(BLOCK.length)[i % BLOCK.length]).isEqualTo((byte) 'x');
      }
      assertThat(arrived.get()).isEqualTo(length);
    }
  }

  @Test
  void anUpstreamThatDoesNotReadStallsTheClient() {
    CountDownLatch mayRead = new CountDownLatch(1);
    int blocks = 1024;
    AtomicLong sent = new AtomicLong();
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  mayRead.await();
                  for (int i = 0; i < blocks; i++) {
                    c.read(BLOCK.length);
                  }
                  c.send("HTTP/1.1 204 No Content\r\n\r\n");
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send(
          "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: "
              + (long) blocks * BLOCK.length
              + "\r\n\r\n");
      var sending =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < blocks; i++) {
                  client.send(BLOCK);
                  sent.incrementAndGet();
                }
              });
      awaitStall(sent);
      assertThat(sent.get()).as("blocks in buffers").isLessThan(blocks / 2);
      mayRead.countDown();
      assertThat(client.answer().status()).isEqualTo(204);
      sending.join();
    }
  }

  @Test
  void aClientThatDoesNotReadStallsTheUpstream() {
    AtomicLong sent = new AtomicLong();
    int blocks = 1024;
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  c.send(
                      "HTTP/1.1 200 OK\r\nContent-Length: "
                          + (long) blocks * BLOCK.length
                          + "\r\n\r\n");
                  for (int i = 0; i < blocks; i++) {
                    c.send(BLOCK);
                    sent.incrementAndGet();
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send(GET);
      awaitStall(sent);
      assertThat(sent.get()).as("blocks in buffers").isLessThan(blocks / 2);
      assertThat(client.head().status()).isEqualTo(200);
      for (int i = 0; i < blocks; i++) {
        client.read(BLOCK.length);
      }
    }
  }

  @Test
  void anEventReachesTheClientWhileTheStreamGoesOn() {
    CountDownLatch heard = new CountDownLatch(2);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                  heard.await();
                  c.send("data: 1\n\n");
                  c.awaitEnd();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send(GET);
      // The head is out although not one byte of the body came yet.
      assertThat(client.head().status()).isEqualTo(200);
      heard.countDown();
      heard.countDown();
      assertThat(new String(client.read("9\r\ndata: 1".length()))).isEqualTo("9\r\ndata: 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Trailer: X-Sum\r\n", ""})
  void trailersPassToThoseWhoTakeThem(String announced) {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                    + announced
                    + "\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\nContent-Length: 9\r\n\r\n");
        var proxy = TestProxy.to(upstream).start()) {
      Answer answer =
          RawClient.exchange(
              proxy.port(),
              "POST /x HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE\r\n"
                  + "Transfer-Encoding: chunked\r\nTrailer: X-In\r\n\r\n"
                  + "3\r\nabc\r\n0\r\nX-In: 5\r\nAuthorization: no\r\n\r\n");
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.trailers()).containsExactly(java.util.Map.entry("X-Sum", "7"));
      Answer received = upstream.received().getFirst();
      assertThat(received.text()).isEqualTo("abc");
      assertThat(received.trailers()).containsExactly(java.util.Map.entry("X-In", "5"));
    }
  }

  @Test
  void answersWithoutBodyStayWithoutBody() {
    for (String status : new String[] {"204 No Content", "304 Not Modified"}) {
      try (var upstream =
              ScriptedUpstream.answering("HTTP/1.1 " + status + "\r\nETag: \"1\"\r\n\r\n");
          var proxy = TestProxy.to(upstream).start();
          var client = proxy.client()) {
        assertThat(client.send(GET).answer().startLine()).contains(status);
        assertThat(client.send(GET).answer().field("ETag")).hasValue("\"1\"");
        // It would be the length of what GET is answered with (RFC 9110 section 8.6).
        assertThat(client.send(GET).answer().field("Content-Length")).isEmpty();
      }
    }
  }

  @Test
  void anAnswerToHeadKeepsItsLengthAndHasNoBody() {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n");
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      String head = "HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n";
      assertThat(client.send(head).answer(true).field("Content-Length")).hasValue("12345");
      assertThat(client.send(head).answer(true).status()).isEqualTo(200);
    }
  }

  @Test
  void earlyHintsAreRelayed() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      Answer hints = client.send(GET).answer();
      assertThat(hints.status()).isEqualTo(103);
      assertThat(hints.field("Link")).hasValue("</a.css>");
      assertThat(client.answer().text()).isEqualTo("ok");
    }
  }

  @Test
  void aClientThatWaitsForContinueIsNotKeptWaiting() {
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send(
          "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(100);
      assertThat(client.send("abc").answer().status()).isEqualTo(204);
      assertThat(upstream.received().getFirst().names()).doesNotContain("expect");
    }
  }

  @Test
  void anAnswerBeforeTheWholeRequestIsPassedOnAndTheConnectionNotReused() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  c.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
                  c.awaitEnd();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc");
      assertThat(client.answer().text()).isEqualTo("no");
    }
  }

  @Test
  void aClientThatLeavesEndsTheUpstreamsWork() {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                  try {
                    while (true) {
                      c.send(BLOCK);
                    }
                  } catch (IOException e) {
                    ended.complete(true);
                    throw e;
                  }
                });
        var proxy = TestProxy.to(upstream).start()) {
      try (var client = proxy.client()) {
        client.send(GET);
        assertThat(client.head().status()).isEqualTo(200);
      }
      await().atMost(Duration.ofSeconds(10)).until(ended::isDone);
    }
  }

  /** Waits until a counter stands still: both sockets' buffers are full. */
  private static void awaitStall(AtomicLong counter) {
    await()
        .atMost(Duration.ofSeconds(20))
        .during(Duration.ofMillis(500))
        .pollInterval(Duration.ofMillis(100))
        .until(
            new java.util.concurrent.Callable<>() {
              private long before = -1;

              @Override
              public Boolean call() {
                boolean isStill = counter.get() == before;
                before = counter.get();
                return isStill;
              }
            });
  }
}
