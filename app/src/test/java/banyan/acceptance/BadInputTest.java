package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of bad request gets its own clear answer, and harms nobody else. */
@ExtendWith(Shop.Opened.class)
final class BadInputTest {
  private static final String PRODUCTS = "/api/v1/products";
  private static final int TEN_MEGABYTES = 10 << 20;
  private static final int CHUNK_BYTES = 64 << 10;

  private final Shop shop;

  BadInputTest(Shop shop) {
    this.shop = shop;
  }

  @Test
  void namesLineAndColumnOfMalformedJson() throws Exception {
    var answer = shop.writer().post(PRODUCTS, "{\n  \"sku\": }");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.problem(answer)).isEqualTo("malformed-request");
    assertThat(Client.json(answer).path("detail").asText()).contains("line 2, column 10");
  }

  @Test
  void listsEveryViolationAtOnce() throws Exception {
    var answer =
        shop.writer()
            .post(
                PRODUCTS,
                """
                {"sku": "lower case", "naem": "Lamp",
                 "price": {"amountMinor": -1, "currency": "EURO"}}""");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Client.json(answer).path("violations").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/sku", "/name", "/naem", "/price/amountMinor", "/price/currency");
  }

  @Test
  void refusesABodyThatIsTooLargeByItsLength() throws Exception {
    String head = head("Content-Length: " + TEN_MEGABYTES);
    try (RawClient client = RawClient.to(shop.process().port())) {
      Answer answer = client.send(head).answer();

      assertTooLarge(answer);
      assertThat(client.drain().rest()).as("what follows the answer").isEmpty();
    }
    assertOthersAreServed();
  }

  @Test
  void tellsAClientThatSendsTenMegabytesBeforeItReads() throws Exception {
    var answer = shop.writer().post(PRODUCTS, "x".repeat(TEN_MEGABYTES));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(Client.problem(answer)).isEqualTo("body-too-large");
  }

  @Test
  void refusesAChunkedBodyThatNeverEnds() throws Exception {
    byte[] chunk = new byte[CHUNK_BYTES];
    Arrays.fill(chunk, (byte) ' ');
    try (RawClient client = RawClient.to(shop.process().port())) {
      client.send(head("Transfer-Encoding: chunked"));
      int sent = sendUntilRefused(client, chunk);

      assertThat(sent).as("bytes sent before the end").isLessThan(2 * TEN_MEGABYTES);
      assertTooLarge(client.answer());
    }
    assertOthersAreServed();
  }

  /** The setting proxy.idle says how long. */
  @Test
  void letsGoOfAClientWhoseBodyStopsComing() throws Exception {
    try (RawClient client = RawClient.to(shop.process().port())) {
      Answer answer = client.send(head("Content-Length: 100") + "{\"sku\": ").answer();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.text()).contains("/problems/request-timeout");
      assertThat(client.drain().rest()).isEmpty();
    }
    assertOthersAreServed();
  }

  @Test
  void saysThatTheConnectionEndsWhenItRefusesWithoutTheBody() {
    String head = "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n";
    try (RawClient late = RawClient.to(shop.process().port());
        RawClient whole = RawClient.to(shop.process().port())) {
      Answer announced = late.send(head).answer();
      Answer kept = whole.send(head + "body").answer();
      Answer next = whole.send(head + "body").answer();

      assertThat(announced.field("Connection")).contains("close");
      assertThat(kept.field("Connection")).isEmpty();
      assertThat(next.status()).isEqualTo(404);
    }
  }

  @Test
  void knowsNoOtherRoutes() throws Exception {
    var answer = shop.reader().get("/api/v1/prodcuts");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Client.problem(answer)).isEqualTo("route-not-found");
  }

  @Test
  void saysWhichMethodsAPathTakes() throws Exception {
    var answer = shop.reader().send("DELETE", PRODUCTS, "");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST");
  }

  @Test
  void takesNoCursorOfAnotherList() throws Exception {
    JsonNode page = Client.json(shop.reader().get(PRODUCTS + "?limit=1"));
    String cursor = page.path("next").asText();

    var changed = shop.reader().get(PRODUCTS + "?limit=1&q=lamp&cursor=" + cursor);
    var broken = shop.reader().get(PRODUCTS + "?cursor=" + cursor.substring(1));

    assertThat(changed.statusCode()).isEqualTo(400);
    assertThat(Client.problem(changed)).isEqualTo("invalid-cursor");
    assertThat(broken.statusCode()).isEqualTo(400);
  }

  @Test
  void namesTheProductThatHasTheSku() throws Exception {
    String product = Client.product(shop.freshSku());
    String id = Client.json(shop.writer().post(PRODUCTS, product)).path("id").asText();

    var second = shop.writer().post(PRODUCTS, product);

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(Client.problem(second)).isEqualTo("duplicate-sku");
    assertThat(Client.json(second).path("productId").asText()).isEqualTo(id);
  }

  @Test
  void changesNoPriceThatSomebodyElseHasChanged() throws Exception {
    var added = shop.writer().post(PRODUCTS, Client.product(shop.freshSku()));
    String price = added.headers().firstValue("Location").orElseThrow() + "/price";
    String tag = added.headers().firstValue("ETag").orElseThrow();
    String dearer = "{\"amountMinor\": 2999, \"currency\": \"EUR\"}";

    var blind = shop.writer().send("PUT", price, dearer);
    var first = shop.writer().with("If-Match", tag).send("PUT", price, dearer);
    var stale = shop.writer().with("If-Match", tag).send("PUT", price, dearer);

    assertThat(Client.problem(blind)).isEqualTo("precondition-required");
    assertThat(blind.statusCode()).isEqualTo(428);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(Client.problem(stale)).isEqualTo("precondition-failed");
    assertThat(stale.statusCode()).isEqualTo(412);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/v1/products HTTP/1.1|Content-Length: 1|Transfer-Encoding: chunked, 400",
    "GET /api/v1/products HTTP/1.1|Content-Length: +5, 400",
    "GET /api/v1/products HTTP/1.1|Bad Name: x, 400",
    "GET /api/v1/%2e%2e%2fproducts HTTP/1.1, 400",
    "GET /api/v1/products%00 HTTP/1.1, 400",
    "TRACE /api/v1/products HTTP/1.1, 501",
    "GET /api/v1/products HTTP/1.1|Expect: tea, 417",
  })
  void refusesWhatIsNotProperHttp(String lines, int status) throws Exception {
    String message = lines.replace("|", "\r\n") + "\r\nHost: localhost\r\n\r\n";
    String[] words = message.split(" ");

    Answer answer = shop.raw(words[0], words[1], message);

    assertThat(answer.status()).isEqualTo(status);
    assertOthersAreServed();
  }

  private String head(String framing) {
    return """
        POST /api/v1/products HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/json
        %s

        """
        .formatted(shop.token("catalog:write"), framing)
        .replace("\n", "\r\n");
  }

  private void assertTooLarge(Answer answer) {
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text()).contains("/problems/body-too-large").contains("1048576");
    assertThat(answer.field("Connection")).contains("close");
    shop.contract().check("POST", PRODUCTS, Answered.of(answer));
  }

  /** How many bytes the server let us send; it stops reading at some point. */
  private static int sendUntilRefused(RawClient client, byte[] chunk) {
    int sent = 0;
    try {
      while (sent < 2 * TEN_MEGABYTES) {
        client.send(Integer.toHexString(chunk.length) + "\r\n").send(chunk).send("\r\n");
        sent += chunk.length;
      }
    } catch (UncheckedIOException e) {
      // The server has closed its side: what it said before is still to be read.
    }
    return sent;
  }

  private void assertOthersAreServed() throws Exception {
    assertThat(shop.reader().get(PRODUCTS + "?limit=1").statusCode()).isEqualTo(200);
  }
}
