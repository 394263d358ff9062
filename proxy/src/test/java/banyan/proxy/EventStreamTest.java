package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams of events: each goes out when it comes, and nothing but their ends ends them. */
final class EventStreamTest {
  private static final int EVENTS = 50;
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String GET =
      "GET /events HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nLast-Event-ID: 7\r\n\r\n";

  @Test
  void noEventWaitsForTheNext() throws Exception {
    // The upstream says an event only when the client has heard the one before.
    SynchronousQueue<Integer> heard = new SynchronousQueue<>();
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send(HEAD);
                  for (int i = 0; i < EVENTS; i++) {
                    c.send(chunk("id: " + i + "\ndata: x\n\n"));
                    heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
                  }
                  c.send("0\r\n\r\n");
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send(GET);
      Answer head = client.head();
      assertThat(head.field("Content-Type")).hasValue("text/event-stream");
      assertThat(head.names()).doesNotContain("content-length");
      for (int i = 0; i < EVENTS; i++) {
        // The line end behind a chunk comes with the next one.
        String chunk = chunk("id: " + i + "\ndata: x\n\n");
        String event = (i == 0 ? "" : "\r\n") + chunk.substring(0, chunk.length() - 2);
        assertThat(new String(client.read(event.length()))).isEqualToIgnoringCase(event);
        assertThat(heard.offer(i, LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
      assertThat(untilEnd(client)).endsWith("0\r\n\r\n");
      assertThat(upstream.received().getFirst().all("Last-Event-ID")).containsExactly("7");
    }
  }

  @Test
  void halfAnEventGoesOutToo() {
    CountDownLatch heard = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send(HEAD + chunk("data: ha"));
                  heard.await();
                  c.send(chunk("lf\n\n") + "0\r\n\r\n");
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send(GET).head();
      assertThat(new String(client.read(11))).isEqualTo("8\r\ndata: ha");
      heard.countDown();
      assertThat(untilEnd(client)).contains("lf\n\n");
    }
  }

  @Test
  void aStreamMayBeSilentForLongerThanAHeadMayTake() {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Duration brief = Duration.ofMillis(100);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  if (c.request().target().equals("/late")) {
                    c.awaitEnd();
                    return;
                  }
                  c.send(HEAD);
                  mayGoOn.await();
                  c.send(chunk("data: 1\n\n") + "0\r\n\r\n");
                });
        var proxy = TestProxy.to(upstream).timeouts(LIMIT, brief, LIMIT, Duration.ZERO).start();
        var client = proxy.client()) {
      client.send(GET).head();
      // Another request shows that the time for a head has passed meanwhile.
      assertThat(RawClient.exchange(proxy.port(), "GET /late HTTP/1.1\r\nHost: a\r\n\r\n").status())
          .isEqualTo(504);
      mayGoOn.countDown();
      assertThat(untilEnd(client)).contains("data: 1");
    }
  }

  @Test
  void aReaderThatLeavesASilentStreamEndsItUpstream() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send(HEAD);
                  c.awaitEnd();
                  ended.countDown();
                });
        var proxy = TestProxy.to(upstream).start()) {
      try (var client = proxy.client()) {
        assertThat(client.send(GET).head().status()).isEqualTo(200);
      }
      assertThat(ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aStopEndsASilentStreamWithAHint() {
    CountDownLatch ended = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send(HEAD + chunk("data: 1\r\n\r\n"));
                  c.awaitEnd();
                  ended.countDown();
                });
        var proxy = TestProxy.to(upstream).with(ProxySettings.STOP, LIMIT).start();
        var client = proxy.client()) {
      client.send(GET).head();
      assertThat(new String(client.read(14))).isEqualTo("B\r\ndata: 1\r\n\r\n");
      proxy.stop();
      assertThat(untilEnd(client)).isEqualTo("\r\nD\r\nretry: 1000\n\n\r\n0\r\n\r\n");
      assertThat(ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aStopLetsAnEventThatHasBegunGoOut() {
    CountDownLatch isStopping = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send(HEAD + chunk("data: ha"));
                  isStopping.await();
                  c.send(chunk("lf\n"));
                  c.send(chunk("\n"));
                  c.awaitEnd();
                });
        var proxy = TestProxy.to(upstream).with(ProxySettings.STOP, LIMIT).start();
        var client = proxy.client()) {
      client.send(GET).head();
      assertThat(new String(client.read(11))).isEqualTo("8\r\ndata: ha");
      int port = proxy.port();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(proxy::stop);
      awaitStop(port);
      isStopping.countDown();
      assertThat(untilEnd(client))
          .isEqualTo("\r\n3\r\nlf\n\r\n1\r\n\n\r\nD\r\nretry: 1000\n\n\r\n0\r\n\r\n");
      stopping.join();
    }
  }

  @Test
  void aStopWaitsForAStreamThatAnswersAPost() {
    CountDownLatch isStopping = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send(HEAD + chunk("data: 1\n\n"));
                  isStopping.await();
                  c.send(chunk("data: 2\n\n") + "0\r\n\r\n");
                });
        var proxy = TestProxy.to(upstream).with(ProxySettings.STOP, LIMIT).start();
        var client = proxy.client()) {
      client.send("POST /chat HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").head();
      int port = proxy.port();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(proxy::stop);
      awaitStop(port);
      isStopping.countDown();
      assertThat(untilEnd(client)).isEqualTo("9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n");
      stopping.join();
    }
  }

  /** A server that stops takes no connections any more. */
  private static void awaitStop(int port) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              try (var _ = RawClient.to(port)) {
                return false;
              } catch (UncheckedIOException e) {
                return true;
              }
            });
  }

  /** What comes up to the last chunk, that included. */
  private static String untilEnd(RawClient client) {
    StringBuilder said = new StringBuilder();
    while (!said.toString().endsWith("\r\n0\r\n\r\n")) {
      said.append((char) client.read(1)[0]);
    }
    return said.toString();
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }
}
