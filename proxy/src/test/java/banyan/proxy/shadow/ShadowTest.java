package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.Exchange;
import banyan.proxy.compare.RecordedAnswer;
import banyan.proxy.migration.Move;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.wire.Fields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of requests, and the pairs that come of them. */
final class ShadowTest {
  private static final Move SHADOW = new Move.Shadow();

  @TempDir static Path folder;
  private static ShadowedShop shop;

  @BeforeAll
  static void start() {
    shop = new ShadowedShop(folder, Map.of("shadow.events", Duration.ofMillis(300)));
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  void theNewSideGetsACopyAndTheClientTheOldAnswer() throws InterruptedException {
    shop.migrate("/old/**", "legacy", "fresh", SHADOW);

    Answer answer =
        shop.get(
            "/old/products/17?page=2",
            "X-Request-Id: r-1",
            "Cookie: SESSION=s-1",
            "Authorization: Basic YTpi",
            "Accept-Language: de",
            "If-None-Match: \"old\"");

    assertThat(answer.text()).isEqualTo("\"legacy\"");
    ShadowPair pair = shop.pair();
    assertThat(pair.pairing()).isEqualTo(Pairing.FORWARD);
    assertThat(body(pair.pair().from())).isEqualTo("\"legacy\"");
    assertThat(body(pair.pair().to())).isEqualTo("\"fresh\"");
    assertThat(pair.pair().request().target()).isEqualTo("/old/products/17?page=2");
    assertThat(pair.pair().request().fields().toString())
        .contains("Accept-Language")
        .doesNotContain("SESSION", "YTpi");
    assertThat(pair.behaviour().template()).isEqualTo("GET /old/products/{}");
    assertThat(pair.behaviour().role()).isEqualTo("credentials");
    assertThat(shop.recorder.seen).containsExactly(pair.behaviour());
    Answer copy = shop.fresh.received().getFirst();
    Answer original = shop.legacy.received().getFirst();
    assertThat(copy.startLine()).isEqualTo(original.startLine());
    assertThat(copy.field("X-Request-Id")).contains("r-1~copy");
    assertThat(copy.field("If-None-Match")).isEmpty();
    assertThat(copy.field(Fields.SHADOW)).isPresent();
    Map<String, String> told = named(copy);
    Map<String, String> others = named(original);
    // What we tell of ourselves differs; all else is what the old side got.
    for (String own :
        new String[] {
          "x-request-id", "if-none-match", "banyan-shadow", "banyan-deadline", "host"
        }) {
      told.remove(own);
      others.remove(own);
    }
    assertThat(told).isEqualTo(others);
  }

  @Test
  void aCopyIsMadeWhenTheClientHasAllOfItsAnswer() throws InterruptedException {
    shop.migrate("/old/**", "legacy", "fresh", SHADOW);
    CountDownLatch rest = new CountDownLatch(1);
    shop.legacy(
        talk -> {
          talk.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
          rest.await();
          talk.send("cd");
        });
    try (RawClient client = RawClient.to(shop.port())) {
      client.send(ShadowedShop.message("GET", "/old/a"));
      client.head();
      client.read(2);
      assertThat(shop.fresh.received()).isEmpty();
      rest.countDown();
      client.read(2);
    }
    assertThat(body(shop.pair().pair().from())).isEqualTo("abcd");
  }

  @Test
  void everyKindOfBodyIsKeptAsTheClientGotIt() throws Exception {
    shop.migrate("/old/**", "legacy", "fresh", SHADOW);
    for (String kind :
        new String[] {
          "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
          "Content-Type: image/png\r\nContent-Length: 4\r\n\r\n\u0000\u0001\u00fe\u00ff",
          "Content-Encoding: gzip\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
              + "\r\n\r\n"
              + chunk(zipped("{\"a\": 1}"))
              + "0\r\n\r\n",
          "Content-Encoding: br\r\nContent-Length: 2\r\n\r\nxy",
          "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n",
          "Content-Length: 0\r\n\r\n"
        }) {
      String answer = "HTTP/1.1 200 OK\r\n" + kind;
      shop.legacy(ShadowedShop.sending(answer));
      shop.fresh(ShadowedShop.sending(answer));

      Answer got = shop.get("/old/kind");

      ShadowPair pair = shop.pair();
      assertThat(pair.pair().from().body()).as(kind).isEqualTo(got.body());
      assertThat(pair.pair().to().body()).as(kind).isEqualTo(got.body());
      assertThat(field(pair.pair().from(), "content-encoding"))
          .isEqualTo(field(pair.pair().to(), "content-encoding"));
    }
  }

  @Test
  void headAndAnswersWithoutABodyAreCopied() throws InterruptedException {
    shop.migrate("/old/**", "legacy", "fresh", SHADOW);
    String answer = "HTTP/1.1 204 No Content\r\nX-Kind: none\r\n\r\n";
    shop.legacy(ShadowedShop.sending(answer));
    shop.fresh(ShadowedShop.sending(answer));
    shop.get("/old/none");
    ShadowPair pair = shop.pair();
    assertThat(pair.pair().from().status()).isEqualTo(204);
    assertThat(pair.pair().to().status()).isEqualTo(204);

    String head = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n";
    shop.legacy(ShadowedShop.sending(head));
    shop.fresh(ShadowedShop.sending(head));
    shop.send("HEAD", "/old/none");
    ShadowPair of = shop.pair();
    assertThat(of.pair().request().method()).isEqualTo("HEAD");
    assertThat(of.pair().from().body()).isEmpty();
    assertThat(of.pair().to().body()).isEmpty();
  }

  @Test
  void streamsOfEventsAreComparedAsFarAsBothWent() throws Exception {
    shop.migrate("/old/**", "legacy", "fresh", SHADOW);
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    shop.legacy(
        talk -> {
          talk.send(head + "data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4");
          talk.awaitEnd();
        });
    shop.fresh(
        talk -> {
          talk.send(head + "data: 1\n\ndata: 2\n\n");
          talk.awaitEnd();
        });
    try (RawClient client = RawClient.to(shop.port())) {
      client.send(ShadowedShop.message("GET", "/old/events"));
      client.head();
      ShadowPair pair = shop.pair();
      assertThat(body(pair.pair().from())).isEqualTo("data: 1\n\ndata: 2\n\n");
      assertThat(body(pair.pair().to())).isEqualTo("data: 1\n\ndata: 2\n\n");
    }
  }

  @Test
  void aDeclaredRouteTellsTheNewSideWhoCalls() throws InterruptedException {
    shop.migrate("/api/items", "local", "fresh", SHADOW);

    Answer answer = shop.get("/api/items", shop.token("ada", "items:read"));

    assertThat(answer.text()).isEqualTo("\"local\"");
    ShadowPair pair = shop.pair();
    assertThat(body(pair.pair().from())).isEqualTo("\"local\"");
    assertThat(body(pair.pair().to())).isEqualTo("\"fresh\"");
    assertThat(pair.behaviour().template()).isEqualTo("GET /api/items");
    assertThat(pair.behaviour().role()).isEqualTo("items:read");
    Answer copy = shop.fresh.received().getFirst();
    assertThat(shop.field.isCopyMark(copy.field(Fields.SHADOW).orElseThrow(), "catalog")).isTrue();
    assertThat(shop.field.isCopyMark(copy.field(Fields.SHADOW).orElseThrow(), "orders")).isFalse();
    assertThat(shop.field.read(copy.field(Fields.CALLER).orElseThrow(), "catalog").toString())
        .contains("ada");
  }

  @Test
  void localCodeGetsItsCopyWithinTheProcessAndNoLogHearsOfIt() throws InterruptedException {
    shop.migrate("/api/orders", "legacy", "local", SHADOW);

    Answer answer = shop.get("/api/orders?a=1", shop.token("ada"), "X-Request-Id: r-2");

    assertThat(answer.text()).isEqualTo("\"legacy\"");
    ShadowPair pair = shop.pair();
    assertThat(body(pair.pair().to())).isEqualTo("\"local\"");
    assertThat(shop.atHome).containsExactly("GET /api/orders?a=1 by ada as r-2~copy, shadow copy");
    shop.get("/api/items", "X-Request-Id: last");
    // Beside them, an earlier test's last request may be told of after its answer.
    shop.await(() -> loggedIds().containsAll(List.of("r-2", "last")));
    assertThat(loggedIds()).filteredOn(id -> id.startsWith("r-2")).containsExactly("r-2");
  }

  private static List<String> loggedIds() {
    return shop.logged.stream().map(Exchange::requestId).toList();
  }

  @Test
  void aClientCannotPassForACopy() throws InterruptedException {
    shop.migrate("/api/orders", "legacy", "local", SHADOW);
    shop.get("/api/orders", "Banyan-Shadow: copy");
    assertThat(shop.pair().pairing()).isEqualTo(Pairing.FORWARD);
    assertThat(shop.legacy.received().getFirst().field(Fields.SHADOW)).isEmpty();
    assertThat(shop.logged.take().isCopy()).isFalse();
  }

  @Test
  void theClientsBytesAreTheSameWithAndWithoutCopies() throws InterruptedException {
    shop.migrate("/old/**", "legacy", "fresh");
    String answer =
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nDate: Sat, 21 Nov 2026 19:00:00 GMT\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n";
    shop.legacy(ShadowedShop.sending(answer));
    String request =
        ShadowedShop.message("GET", "/old/a", "X-Request-Id: same", "Connection: close");
    String without = wholeConnection(request);
    shop.move(SHADOW);
    String with = wholeConnection(request);
    shop.pair();
    assertThat(with).isEqualTo(without);
  }

  @Test
  void whatIsOursInAnAnswerIsNoneOfTheSides() throws InterruptedException {
    shop.migrate("/old/**", "legacy", "fresh", SHADOW);
    shop.legacy(
        ShadowedShop.sending("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"));
    shop.get("/old/a");
    assertThat(field(shop.pair().pair().from(), "set-cookie")).isEqualTo("a=b");
  }

  private static String wholeConnection(String request) {
    try (RawClient client = RawClient.to(shop.port())) {
      return client.send(request).drain().rest();
    }
  }

  private static String body(RecordedAnswer answer) {
    return new String(answer.body(), StandardCharsets.ISO_8859_1);
  }

  private static String field(RecordedAnswer answer, String name) {
    return String.join(
        ",",
        answer.fields().stream()
            .filter(field -> field.name().equalsIgnoreCase(name))
            .map(field -> field.value())
            .toList());
  }

  private static Map<String, String> named(Answer message) {
    Map<String, String> fields = new HashMap<>();
    message.fields().forEach(field -> fields.put(field.getKey().toLowerCase(), field.getValue()));
    return fields;
  }

  private static String chunk(byte[] bytes) {
    return Integer.toHexString(bytes.length)
        + "\r\n"
        + new String(bytes, StandardCharsets.ISO_8859_1)
        + "\r\n";
  }

  private static byte[] zipped(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
