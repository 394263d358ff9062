package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.Adapter;
import banyan.proxy.route.SampleAdapters;
import banyan.testing.Answer;
import banyan.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** An old contract in front, a new one behind: what each side sees of the other. */
final class AdapterTest {
  private static final Adapter ADAPTER =
      SampleAdapters.read(
          """
              request:
                path: /v2/items/{id}
                fields: {set: {X-Api: "2"}, remove: [X-Old], rename: {X-User: X-Principal}}
                body: [{rename: /title, to: name}, {move: /amount, to: /price/amountMinor}]
              response:
                fields: {set: {X-Contract: old}}
                body: [{rename: /name, to: title}, {move: /price/amountMinor, to: /amount}, {drop: /price}]
          """);

  private static final String OLD = "{\"title\":\"Mill\",\"amount\":35.00}";
  private static final String NEW = "{\"name\":\"Mill\",\"price\":{\"amountMinor\":35.00}}";
  private static final String GET = "GET /api/v1/products/7?q=1 HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void theUpstreamHearsItsOwnContract() {
    try (var upstream = answering("Content-Type: application/json\r\n", NEW);
        var proxy = TestProxy.to(upstream).adapting(ADAPTER).start();
        var client = proxy.client()) {
      client.send(
          "PUT /api/v1/products/7?q=1 HTTP/1.1\r\nHost: a\r\nX-Old: 1\r\nX-User: u\r\n"
              + "Connection: X-Api\r\nContent-Type: application/json; charset=utf-8\r\n"
              + "Content-MD5: x\r\nContent-Length: "
              + OLD.length()
              + "\r\n\r\n"
              + OLD);
      assertThat(client.answer().status()).isEqualTo(200);
      Answer heard = upstream.received().getFirst();
      assertThat(heard.target()).isEqualTo("/v2/items/7?q=1");
      assertThat(heard.text()).isEqualTo(NEW);
      assertThat(heard.field("Content-Length")).hasValue(String.valueOf(NEW.length()));
      assertThat(heard.field("X-Api")).hasValue("2");
      assertThat(heard.field("X-Principal")).hasValue("u");
      assertThat(heard.names()).doesNotContain("X-Old", "X-User", "Content-MD5");
    }
  }

  @Test
  void aChunkedBodyIsTranslatedToo() {
    try (var upstream = answering("Content-Type: application/json\r\n", NEW);
        var proxy = TestProxy.to(upstream).adapting(ADAPTER).start();
        var client = proxy.client()) {
      client.send(
          "PUT /api/v1/products/7 HTTP/1.1\r\nHost: a\r\nContent-Type: application/vnd.x+json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      client.send(Integer.toHexString(5) + "\r\n" + OLD.substring(0, 5) + "\r\n");
      client.send(
          Integer.toHexString(OLD.length() - 5) + "\r\n" + OLD.substring(5) + "\r\n0\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(upstream.received().getFirst().text()).isEqualTo(NEW);
    }
  }

  @Test
  void theClientHearsTheOldContract() {
    try (var upstream =
            answering(
                "Content-Type: application/json\r\nETag: \"7\"\r\nContent-Digest: x\r\n"
                    + "Accept-Ranges: bytes\r\nContent-Location: /v2/items/7?x#y\r\n",
                NEW);
        var proxy = TestProxy.to(upstream).adapting(ADAPTER).start();
        var client = proxy.client()) {
      Answer answer = client.send(GET.replace("Host", "Range: bytes=0-1\r\nHost")).answer();
      assertThat(answer.text()).isEqualTo(OLD);
      assertThat(answer.field("Content-Length")).hasValue(String.valueOf(OLD.length()));
      assertThat(answer.field("Content-Location")).hasValue("/api/v1/products/7?x#y");
      assertThat(answer.field("ETag")).hasValue("\"7\"");
      assertThat(answer.field("X-Contract")).hasValue("old");
      assertThat(answer.names()).doesNotContain("Content-Digest", "Accept-Ranges");
      Answer heard = upstream.received().getFirst();
      assertThat(heard.field("Accept-Encoding")).hasValue("identity");
      assertThat(heard.names()).doesNotContain("Range");
    }
  }

  @Test
  void errorsAndOtherTypesPassAsTheyAre() {
    for (String head :
        new String[] {
          "HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n",
          "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
        }) {
      try (var upstream =
              ScriptedUpstream.answering(
                  head + "Content-Length: " + NEW.length() + "\r\n\r\n" + NEW);
          var proxy = TestProxy.to(upstream).adapting(ADAPTER).start();
          var client = proxy.client()) {
        assertThat(client.send(GET).answer().text()).isEqualTo(NEW);
      }
    }
  }

  @Test
  void aHeadHasNoLengthOfTheUntranslatedBody() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n");
        var proxy = TestProxy.to(upstream).adapting(ADAPTER).start();
        var client = proxy.client()) {
      Answer answer = client.send(GET.replace("GET", "HEAD")).answer(true);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.names()).doesNotContain("Content-Length");
    }
  }

  @Test
  void aRequestThatDoesNotFitIsTheClientsFault() {
    assertThat(statusOf("{\"title\":")).isEqualTo(400);
    assertThat(statusOf("{\"amount\":1,\"price\":\"x\"}")).isEqualTo(422);
    assertThat(statusOf("[" + "1,".repeat(1000) + "1]")).isEqualTo(413);
  }

  @Test
  void anAnswerThatDoesNotFitIsTheUpstreams() throws IOException {
    assertUntranslatable(
        "Content-Type: application/json\r\n", "{".getBytes(StandardCharsets.UTF_8));
    assertUntranslatable(
        "Content-Type: application/json\r\n",
        ("[" + "1,".repeat(1000) + "1]").getBytes(StandardCharsets.UTF_8));
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      zip.write(NEW.getBytes(StandardCharsets.UTF_8));
    }
    assertUntranslatable(
        "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", zipped.toByteArray());
  }

  @Test
  void theFallbackHearsTheOriginal() {
    try (var upstream = ScriptedUpstream.start(ScriptedUpstream.Conversation::reset);
        var proxy = TestProxy.to(upstream).adapting(ADAPTER).fallingBackTo(new Echo()).start();
        var client = proxy.client()) {
      assertThat(client.send(GET).answer().text()).isEqualTo("/api/v1/products/7");
    }
  }

  @Test
  void bodiesBeyondTheBudgetAreRefused() {
    try (var upstream = answering("Content-Type: application/json\r\n", NEW);
        var proxy =
            TestProxy.to(upstream).adapting(ADAPTER).with(ProxySettings.BUFFER_BYTES, 10L).start();
        var client = proxy.client()) {
      Answer answer = client.send(GET).answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.field("Retry-After")).hasValue("1");
    }
  }

  private static int statusOf(String body) {
    try (var upstream = answering("Content-Type: application/json\r\n", NEW);
        var proxy =
            TestProxy.to(upstream)
                .adapting(ADAPTER)
                .with(ProxySettings.ADAPT_BYTES, 1000L)
                .start();
        var client = proxy.client()) {
      client.send(
          "PUT /api/v1/products/7 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      int status = client.answer().status();
      assertThat(upstream.received()).isEmpty();
      return status;
    }
  }

  private static void assertUntranslatable(String fields, byte[] body) {
    try (var upstream =
            ScriptedUpstream.start(
                conversation -> {
                  conversation.request();
                  conversation.send(
                      "HTTP/1.1 200 OK\r\n"
                          + fields
                          + "Content-Length: "
                          + body.length
                          + "\r\n\r\n");
                  conversation.send(body);
                });
        var proxy =
            TestProxy.to(upstream)
                .adapting(ADAPTER)
                .with(ProxySettings.ADAPT_BYTES, 1000L)
                .start();
        var client = proxy.client()) {
      Answer answer = client.send(GET).answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.field("Proxy-Status"))
          .hasValue("banyan; error=http_response_transform_error");
    }
  }

  private static ScriptedUpstream answering(String fields, String body) {
    return ScriptedUpstream.answering(
        "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body);
  }

  /** Answers with the path that it was asked for. */
  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.write(true, StandardCharsets.UTF_8.encode(Exchange.of(request).path()), callback);
      return true;
    }
  }
}
