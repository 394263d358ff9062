package banyan.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request must look like before an endpoint sees it. */
final class StrictnessTest {
  private static final int BODY_BYTES_MAX = 2000;

  record Price(long amountMinor, String currency) {}

  record Order(
      String name,
      @Nullable Price price,
      @Nullable List<Boolean> flags,
      @Nullable Map<String, String> labels,
      @Nullable String state,
      @Nullable BigDecimal weight) {}

  private static final Shape PRICE =
      Shapes.object("Price")
          .required("amountMinor", Shapes.integer(0, 1_000_000))
          .required(
              "currency", Shapes.text(3, 3).matching("[A-Z]{3}", "must be three letters", "EUR"));
  private static final Shape ORDER =
      Shapes.object("Order")
          .required("name", Shapes.text(1, 5))
          .optional("price", Shapes.nullable(PRICE))
          .optional("flags", Shapes.array(Shapes.flag(), 3))
          .optional("labels", Shapes.map(Shapes.text(0, 9), 2))
          .optional("state", Shapes.oneOf("on-sale", "archived"))
          .optional("weight", Shapes.number(BigDecimal.ZERO, BigDecimal.TEN));

  private static HostedApi api;

  @BeforeAll
  static void start() throws Exception {
    api =
        new HostedApi(
            List.of(
                Declare.post("/orders/{id}", r -> Reply.ok(r.body(Order.class)))
                    .path("id", Shapes.uuid(), "which")
                    .query("limit", Shapes.integer(1, 100), "how many")
                    .query("since", Shapes.instant(), "from when")
                    .field("If-Match", Shapes.text(3, 10), "version")
                    .body(ORDER)
                    .bodyBytesMax(BODY_BYTES_MAX)
                    .answers(200, ORDER, "echo")
                    .route(),
                Declare.post("/bare", r -> Reply.ok(Map.of())).answers(200, null, "ok").route()));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  private static final String ID = "/orders/0192f3c1-7d1a-7000-8000-00000000002a";

  @Test
  void handsOverWhatHasTheDeclaredShape() throws Exception {
    String json =
        "{\"name\":\"\\u00e9\\ud83d\\ude00\",\"price\":{\"amountMinor\":5,\"currency\":\"EUR\"},"
            + "\"flags\":[true,false],\"labels\":{\"a\":\"b\"},\"state\":\"archived\",\"weight\":1.50}";
    var answer = api.post(ID + "?limit=7&since=2026-11-21T09:00:00%2B01:00", json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(json.replace("\\u00e9\\ud83d\\ude00", "\u00e9\ud83d\ude00"));
  }

  @Test
  void listsEveryViolationOfTheWholeRequestAtOnce() throws Exception {
    var answer =
        api.send(
            api.request("/orders/7?limit=0&limt=5&since=2026-02-31T00:00:00Z")
                .header("If-Match", "1")
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(
                    BodyPublishers.ofString(
                        "{\"price\":{\"amountMinor\":-1,\"curency\":\"EUR\"},\"state\":\"archive\"}")));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(pointers(answer))
        .containsExactlyInAnyOrder(
            "path:id",
            "query:limit",
            "query:limt",
            "query:since",
            "header:If-Match",
            "/name",
            "/price/amountMinor",
            "/price/currency",
            "/price/curency",
            "/state");
    assertThat(answer.body())
        .contains("did you mean 'limit'?", "did you mean 'currency'?", "did you mean 'archived'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":5}",
        "{\"name\":null}",
        "{\"name\":\"\"}",
        "{\"name\":\"sixsix\"}",
        "{\"name\":\"a\\u0000\"}",
        "{\"name\":\"\\ud800\"}",
        "{\"name\":\"a\",\"price\":{\"amountMinor\":\"5\",\"currency\":\"EUR\"}}",
        "{\"name\":\"a\",\"price\":{\"amountMinor\":1.0,\"currency\":\"EUR\"}}",
        "{\"name\":\"a\",\"price\":{\"amountMinor\":1e2,\"currency\":\"EUR\"}}",
        "{\"name\":\"a\",\"price\":{\"amountMinor\":18446744073709551617,\"currency\":\"EUR\"}}",
        "{\"name\":\"a\",\"price\":{\"amountMinor\":true,\"currency\":\"EUR\"}}",
        "{\"name\":\"a\",\"price\":[]}",
        "{\"name\":\"a\",\"flags\":[1]}",
        "{\"name\":\"a\",\"flags\":[true,true,true,true]}",
        "{\"name\":\"a\",\"labels\":{\"a\":\"\",\"b\":\"\",\"c\":\"\"}}",
        "{\"name\":\"a\",\"labels\":{\"\\u0000\":\"\"}}",
        "{\"name\":\"a\",\"weight\":10.01}",
        "{\"name\":\"a\",\"weight\":1e999999999}",
        "{\"name\":\"a\",\"Name\":\"b\"}",
        "[]",
        "null",
        "\"text\""
      })
  void refusesValuesOfAnotherShape(String json) throws Exception {
    var answer = api.post(ID, json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(pointers(answer)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"a\"",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"name\":\"a\"} {}",
        "{'name':\"a\"}",
        "{\"name\":NaN}",
        "{\"name\":\"a\",}",
        "{\"name\":/**/\"a\"}",
        "{\"name\":01}",
        "\ufeff{\"name\":\"a\"}",
        " "
      })
  void refusesWhatIsNoJson(String json) throws Exception {
    var answer = api.post(ID, json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("/problems/malformed-request");
  }

  @Test
  void namesLineAndColumnOfMalformedJson() throws Exception {
    assertThat(api.post(ID, "{\n  \"name\" \"a\"}").body()).contains("line 2, column ");
  }

  @Test
  void refusesJsonThatNestsTooDeep() throws Exception {
    assertThat(api.post(ID, "[".repeat(StrictJson.DEPTH_MAX + 1)).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesANumberThatIsTooLong() throws Exception {
    var answer = api.post(ID, "{\"weight\":" + "1".repeat(StrictJson.NUMBER_LENGTH_MAX + 1) + "}");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void stopsListingViolationsAtTheLimit() throws Exception {
    var members = new ArrayList<String>();
    for (int i = 0; i < Shape.VIOLATIONS_MAX * 2; i++) {
      members.add("\"x" + i + "\":1");
    }
    var answer = api.post(ID, "{" + String.join(",", members) + "}");
    assertThat(pointers(answer)).hasSize(Shape.VIOLATIONS_MAX);
  }

  @Test
  void refusesBytesThatAreNoUtf8() throws Exception {
    byte[] latin = "{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    var answer =
        api.send(
            api.request(ID)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(latin)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/json; charset=utf-16",
        "application/jsonp",
        "application/x-www-form-urlencoded"
      })
  void refusesBodiesThatAreNotDeclaredAsJson(String type) throws Exception {
    var request = api.request(ID).POST(BodyPublishers.ofString("{\"name\":\"a\"}"));
    assertThat(api.send(request.header("Content-Type", type)).statusCode()).isEqualTo(415);
  }

  @Test
  void refusesACompressedBody() throws Exception {
    var request = api.request(ID).POST(BodyPublishers.ofString("{\"name\":\"a\"}"));
    request.header("Content-Type", "application/json").header("Content-Encoding", "gzip");
    assertThat(api.send(request).statusCode()).isEqualTo(415);
  }

  @Test
  void wantsABodyWhereOneIsDeclaredAndNoneWhereNot() throws Exception {
    var none = api.send(api.request(ID).POST(BodyPublishers.noBody()));
    assertThat(none.statusCode()).isEqualTo(422);
    assertThat(pointers(none)).containsExactly("");
    assertThat(api.post("/bare", "{}").statusCode()).isEqualTo(422);
    assertThat(api.send(api.request("/bare").POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void takesABodyOfTheLimitAndRefusesOneByteMore() throws Exception {
    String json = "{\"name\":\"a\"}";
    String fits = json + " ".repeat(BODY_BYTES_MAX - json.length());
    assertThat(api.post(ID, fits).statusCode()).isEqualTo(200);
    var answer = api.post(ID, fits + " ");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("/problems/body-too-large");
  }

  @Test
  void refusesABodyThatNeverEndsAsSoonAsItIsTooLarge() throws Exception {
    try (var socket = new Socket("127.0.0.1", api.port())) {
      socket.setSoTimeout(20_000);
      var out = socket.getOutputStream();
      String head = "POST " + ID + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
      out.write((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      String chunk = Integer.toHexString(BODY_BYTES_MAX + 1) + "\r\n";
      out.write((chunk + " ".repeat(BODY_BYTES_MAX + 1)).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(statusLine(socket.getInputStream())).startsWith("HTTP/1.1 413");
    }
  }

  private static String statusLine(InputStream in) throws Exception {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static List<String> pointers(HttpResponse<String> answer) {
    JsonNode problem = StrictJson.read(answer.body().getBytes(StandardCharsets.UTF_8));
    var pointers = new ArrayList<String>();
    problem.path("violations").forEach(one -> pointers.add(one.path("pointer").asText()));
    return pointers;
  }
}
