package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Upstreams that send more, or other, than one answer to one request. */
final class AnswerSmugglingTest {
  private static final String STOLEN = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen";

  static Stream<Arguments> excess() {
    return Stream.of(
        Arguments.of("a second answer", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
        Arguments.of("a body behind 204", "GET", "HTTP/1.1 204 No Content\r\n\r\n"),
        Arguments.of(
            "a counted body behind 204",
            "GET",
            "HTTP/1.1 204 No Content\r\nContent-Length: 51\r\n\r\n"),
        Arguments.of(
            "a body behind 304", "GET", "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"),
        Arguments.of("a body to HEAD", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 51\r\n\r\n"),
        Arguments.of(
            "more behind the last chunk",
            "GET",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("excess")
  void whatFollowsAnAnswerIsNobodysAnswer(String name, String method, String first) {
    try (var upstream = ScriptedUpstream.answering(first + STOLEN);
        var proxy = TestProxy.to(upstream).start()) {
      for (int i = 0; i < 8; i++) {
        try (var client = proxy.client()) {
          Answer answer =
              client.send(method + " /x HTTP/1.1\r\nHost: a\r\n\r\n").answer(method.equals("HEAD"));
          assertThat(answer.text()).doesNotContain("stolen");
          assertThat(answer.status()).isIn(200, 204, 304);
        }
      }
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken("a negative length", "Content-Length: -1\r\n\r\nab"),
        broken("a signed length", "Content-Length: +2\r\n\r\nab"),
        broken("a list of lengths", "Content-Length: 2, 3\r\n\r\nab"),
        broken("a length beyond any number", "Content-Length: 99999999999999999999\r\n\r\nab"),
        broken("a folded field", "X: a\r\n b\r\nContent-Length: 2\r\n\r\nab"),
        broken("a space before the colon", "Content-Length : 2\r\n\r\nab"),
        broken("a null in a value", "X: a\0b\r\nContent-Length: 2\r\n\r\nab"),
        broken("a bare carriage return", "X: a\rb\r\nContent-Length: 2\r\n\r\nab"),
        broken("a coding that is none", "Transfer-Encoding: xchunked\r\n\r\nab"),
        broken("chunked twice", "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void anAnswerThatCanBeReadInTwoWaysIs502(String name, String fieldsAndBody) {
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 200 OK\r\n" + fieldsAndBody);
        var proxy = TestProxy.to(upstream).start()) {
      Answer answer = RawClient.exchange(proxy.port(), "GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(answer.status()).as(answer.text()).isEqualTo(502);
    }
  }

  @Test
  void aChunkSizeWithoutEndIsCutOff() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;");
                  while (true) {
                    c.send("x".repeat(1024));
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(isCutOff(client)).isTrue();
    }
  }

  @Test
  void oneDateAndOneRequestIdWhateverTheUpstreamSends() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: theirs\r\n"
                    + "X-Request-Id: theirs\r\nX-Own: 1\r\nX-Own: 2\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start()) {
      Answer answer =
          RawClient.exchange(
              proxy.port(), "GET /x HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\n");
      assertThat(answer.all("Date")).containsExactly("Thu, 01 Jan 1970 00:00:00 GMT");
      assertThat(answer.all("X-Request-Id")).containsExactly("mine");
      assertThat(answer.all("Server")).containsExactly("theirs");
      assertThat(answer.all("X-Own")).containsExactly("1", "2");
      assertThat(answer.all("Via")).containsExactly("1.1 banyan-test");
    }
  }

  @Test
  void aProblemThatTwoProxiesPassOnHasOneDateAndOneRequestId() {
    try (var upstream = ScriptedUpstream.start(c -> c.close());
        var inner = TestProxy.to(upstream).instance("inner").start();
        var outer = TestProxy.to(java.net.URI.create("http://127.0.0.1:" + inner.port())).start()) {
      Answer answer = RawClient.exchange(outer.port(), "GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.all("Date")).hasSize(1);
      assertThat(answer.all("X-Request-Id")).hasSize(1);
      assertThat(answer.all("Via")).hasSize(1);
      assertThat(answer.text()).contains(answer.field("X-Request-Id").orElseThrow());
    }
  }

  private static boolean isCutOff(RawClient client) {
    try {
      int status = client.head().status();
      client.drain();
      return status == 502 || status == 200;
    } catch (UncheckedIOException e) {
      return e.getCause() instanceof java.io.EOFException;
    }
  }

  private static Arguments broken(String name, String fieldsAndBody) {
    return Arguments.of(name, fieldsAndBody);
  }
}
