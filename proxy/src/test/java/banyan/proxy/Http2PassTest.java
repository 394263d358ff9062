package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.Answer;
import banyan.testing.ScriptedUpstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP/2 clients send and get untouched, though the upstream speaks HTTP/1.1. */
final class Http2PassTest {
  private static final int INTERNAL_ERROR = 2;
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @Test
  void earlyHintsAreRelayed() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
                    + "HTTP/1.1 103 Early Hints\r\nLink: </b.css>\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port()).get(1, "/a")) {
      for (String link : new String[] {"</a.css>", "</b.css>"}) {
        RawHttp2.Frame hint = client.readOfStream();
        assertThat(hint.status()).isEqualTo(103);
        assertThat(hint.endsStream()).isFalse();
        assertThat(hint.fields().get("link")).isEqualTo(link);
      }
      assertThat(client.readOfStream().status()).isEqualTo(200);
      assertThat(client.readUntil(RawHttp2.DATA).text()).isEqualTo("ok");
    }
  }

  @Test
  void anEventReachesTheClientWhileTheStreamGoesOn() {
    CountDownLatch heard = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                  heard.await();
                  c.send("data: 1\n\n");
                  try {
                    c.awaitEnd();
                  } finally {
                    ended.countDown();
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(1, true, joined("GET", "last-event-id", "0", "accept", "text/event-stream"));
      // The head is out although not one byte of the body came yet.
      assertThat(client.readOfStream().fields().get("content-type")).isEqualTo("text/event-stream");
      assertThat(upstream.received().getFirst().field("Last-Event-ID")).hasValue("0");
      heard.countDown();
      assertThat(client.readUntil(RawHttp2.DATA).text()).isEqualTo("data: 1\n\n");
      client.reset(1);
      await().atMost(LIMIT).until(() -> ended.getCount() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 9\r\n\r\nhalf",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
      })
  void halfAnAnswerEndsInAnError(String half) {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send("HTTP/1.1 200 OK\r\n" + half);
                  c.close();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(1, true, RawHttp2.request("GET", "/"));
      assertThat(client.readOfStream().status()).isEqualTo(200);
      // Some clients take CANCEL for an orderly end.
      assertThat(client.readUntil(RawHttp2.RESET).error()).isEqualTo(INTERNAL_ERROR);
    }
  }

  @Test
  void aRangeAndItsPartPass() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-3/9\r\n"
                    + "Content-Length: 2\r\nETag: \"1\"\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(1, true, joined("GET", "range", "bytes=2-3", "if-range", "\"1\""));
      RawHttp2.Frame head = client.readOfStream();
      assertThat(head.status()).isEqualTo(206);
      assertThat(head.fields().get("content-range")).isEqualTo("bytes 2-3/9");
      assertThat(upstream.received().getFirst().field("Range")).hasValue("bytes=2-3");
      assertThat(upstream.received().getFirst().field("If-Range")).hasValue("\"1\"");
    }
  }

  @Test
  void anAnswerToHeadKeepsItsLengthAndEndsWithItsHead() {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n");
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(1, true, RawHttp2.request("HEAD", "/a"));
      RawHttp2.Frame head = client.readOfStream();
      assertThat(head.fields().get("content-length")).isEqualTo("12345");
      assertThat(head.endsStream() || client.readOfStream().endsStream()).isTrue();
      assertThat(Http2Row.decisive(client.headers(3, true, joined("HEAD")), 3).status())
          .isEqualTo(200);
    }
  }

  @Test
  void answersWithoutBodyStayWithoutBody() {
    for (String status : new String[] {"204 No Content", "304 Not Modified"}) {
      try (var upstream =
              ScriptedUpstream.answering("HTTP/1.1 " + status + "\r\nETag: \"1\"\r\n\r\n");
          var proxy = TestProxy.to(upstream).start();
          var client = RawHttp2.to(proxy.port()).get(1, "/a")) {
        RawHttp2.Frame head = client.readOfStream();
        assertThat(status).startsWith(String.valueOf(head.status()));
        RawHttp2.Frame last = head.endsStream() ? head : client.readOfStream();
        assertThat(last.endsStream()).isTrue();
        assertThat(last.type() == RawHttp2.DATA ? last.payload() : new byte[0]).isEmpty();
      }
    }
  }

  @Test
  void aClientThatWaitsForContinueIsNotKeptWaiting() {
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(1, false, joined("POST", "expect", "100-continue", "content-length", "3"));
      assertThat(client.readOfStream().status()).isEqualTo(100);
      client.data(1, true, "abc");
      assertThat(client.readOfStream().status()).isEqualTo(204);
      assertThat(upstream.received().getFirst().text()).isEqualTo("abc");
      assertThat(upstream.received().getFirst().names()).doesNotContain("expect");
    }
  }

  @Test
  void anAnswerOfOneConnectionLosesItsFieldsThere() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nConnection: x-hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n"
                    + "Upgrade: h2c\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port()).get(1, "/a")) {
      RawHttp2.Frame head = client.readOfStream();
      assertThat(head.status()).isEqualTo(200);
      for (String name :
          new String[] {"connection", "x-hop", "keep-alive", "upgrade", "transfer-encoding"}) {
        assertThat(head.fields().contains(name)).as(name).isFalse();
      }
      assertThat(head.fields().get("via")).isEqualTo("1.1 banyan-test");
    }
  }

  @Test
  void theUpstreamLearnsWhatTheClientSaidInPseudoFields() {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(
          1,
          true,
          ":method",
          "GET",
          ":scheme",
          "https",
          ":path",
          "/a%7Eb?q=%C3%BC|",
          ":authority",
          "shop.example:444",
          "cookie",
          "a=1",
          "cookie",
          "b=2",
          "te",
          "trailers");
      assertThat(client.readOfStream().status()).isEqualTo(200);
      Answer received = upstream.received().getFirst();
      assertThat(received.startLine()).isEqualTo("GET /a~b?q=%C3%BC| HTTP/1.1");
      assertThat(received.field("Host")).hasValue("shop.example:444");
      assertThat(received.field("TE")).hasValue("trailers");
      // The connection is in clear text, whatever :scheme claims.
      assertThat(received.field("X-Forwarded-Proto")).hasValue("http");
      // One field in HTTP/1.1 (RFC 9113 section 8.2.3).
      assertThat(received.all("Cookie")).containsExactly("a=1; b=2");
      assertThat(received.field("Via")).hasValue("2.0 banyan-test");
    }
  }

  @Test
  void aBodyOfUnknownLengthPassesInChunks() {
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      String text = "x".repeat(10_000);
      client.post(1, "/a");
      for (int i = 0; i < 10; i++) {
        client.data(1, i == 9, text);
      }
      assertThat(Http2Row.decisive(client, 1).status()).isEqualTo(204);
      Answer received = upstream.received().getFirst();
      assertThat(received.field("Transfer-Encoding")).hasValue("chunked");
      assertThat(received.body()).isEqualTo(text.repeat(10).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String[] joined(String method, String... more) {
    return Stream.of(RawHttp2.request(method, "/a"), more)
        .flatMap(Stream::of)
        .toArray(String[]::new);
  }
}
