package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.adapt.JsonBody;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decisions of the comparison, one by one, on answers that show nothing else. */
final class ComparisonTest {
  private static final String A = "019dd4ce-0001-7463-8441-b66832951001";
  private static final String B = "019dd4ce-0002-7463-8441-b66832951002";
  private static final String X = "11111111-1111-4111-8111-111111111111";
  private static final String Y = "22222222-2222-4222-8222-222222222222";

  @Test
  void tellsWhatDiffersAndWhere() {
    assertThat(found("{\"a\":[{\"b/c\":1}],\"d\":2}", "{\"a\":[{\"b/c\":2}],\"e\":2}"))
        .containsExactly(
            new Difference.Value("/a/0/b~1c", "1", "2", ""),
            new Difference.Missing("/d", "2"),
            new Difference.Extra("/e", "2"));
    assertThat(found("{\"a\":1}", "{\"a\":\"1\"}"))
        .containsExactly(new Difference.Type("/a", "1", "\"1\""));
    assertThat(found("{\"a\":null}", "{}")).containsExactly(new Difference.Missing("/a", "null"));
    assertThat(found("1", "1.0"))
        .containsExactly(
            new Difference.Value("", "1", "1.0", "the same number, written differently"));
    assertThat(new Difference.Value("/a/0/b/17/c", "", "", "").template()).isEqualTo("/a/*/b/*/c");
  }

  @Test
  void takesIdsThatChangePlacesForADifference() {
    String from = "[{\"id\":\"" + A + "\",\"n\":\"x\"},{\"id\":\"" + B + "\",\"n\":\"y\"}]";
    assertThat(found(from, from.replace(A, "?").replace(B, A).replace("?", B))).isNotEmpty();
  }

  @Test
  void renamesOneToOneAlone() {
    String two = "{\"id\":\"%s\",\"items\":[{\"id\":\"%s\"}],\"ref\":\"%s\"}";
    assertThat(found(two.formatted(A, B, B), two.formatted(X, Y, Y))).isEmpty();
    assertThat(found(two.formatted(A, B, B), two.formatted(X, Y, X))).isNotEmpty();
    assertThat(found(two.formatted(A, B, B), two.formatted(X, X, X))).isNotEmpty();
    assertThat(found(two.formatted(A, B, B), two.formatted(A, B, X))).isNotEmpty();
  }

  @Test
  void keepsTheIdsThatTheRequestNames() {
    String body = "{\"id\":\"%s\",\"self\":\"/p/%s\",\"lines\":[{\"id\":7},{\"id\":8}]}";
    RecordedRequest request = request("GET", "/p/" + A);
    assertThat(found(request, body.formatted(A, A), body.formatted(X, X))).isNotEmpty();
    assertThat(found(request("GET", "/p?n=1"), body.formatted(A, A), body.formatted(X, X)))
        .isEmpty();
    assertThat(
            found(
                request("GET", "/p/7"), "{\"id\":7,\"of\":\"/p/7\"}", "{\"id\":9,\"of\":\"/p/9\"}"))
        .isNotEmpty();
  }

  @Test
  void letsTwoKindsOfNumbersShareANumber() {
    assertThat(
            found(
                "{\"customerId\":1,\"productId\":1,\"products\":[{\"id\":1,\"n\":\"x\"},{\"id\":2}]}",
                "{\"customerId\":71,\"productId\":55,\"products\":[{\"id\":55,\"n\":\"x\"},{\"id\":56}]}"))
        .isEmpty();
    assertThat(
            found(
                "{\"customerId\":1,\"productId\":1,\"products\":[{\"id\":1,\"n\":\"x\"},{\"id\":2}]}",
                "{\"customerId\":71,\"productId\":56,\"products\":[{\"id\":55,\"n\":\"x\"},{\"id\":56}]}"))
        .isNotEmpty();
  }

  @Test
  void takesPagesAndLimitsForNoIds() {
    String items = "{\"items\":[{\"id\":%d},{\"id\":%d},{\"id\":%d}]}";
    assertThat(
            found(
                request("GET", "/p?page=1&limit=3"),
                items.formatted(1, 2, 3),
                items.formatted(91, 92, 93)))
        .isEmpty();
    assertThat(
            found(
                request("GET", "/p?productId=3"),
                items.formatted(1, 2, 3),
                items.formatted(91, 92, 93)))
        .isNotEmpty();
  }

  @Test
  void losesNoFractionOfASecond() {
    assertThat(
            found("{\"at\":\"2026-01-01T10:00:00.250Z\"}", "{\"at\":\"2026-01-01T10:00:00.000Z\"}"))
        .isNotEmpty();
    assertThat(found("{\"at\":\"2026-01-01T10:00:00Z\"}", "{\"at\":\"2026-01-01T10:00:01.200Z\"}"))
        .isEmpty();
  }

  @Test
  void doesNotTakeOneWrongReferenceForARenaming() {
    String order = "{\"id\":\"%s\",\"customerId\":\"c-31\",\"lines\":[{\"productId\":\"p-%d\"}]}";
    assertThat(found(order.formatted(A, 1), order.formatted(A, 9))).isNotEmpty();
    assertThat(found(request("POST", "/orders"), order.formatted(A, 1), order.formatted(X, 1)))
        .isEmpty();
  }

  @Test
  void pairsByWhatItLearnedOfIds() {
    String from =
        "{\"products\":[{\"id\":\"%s\",\"n\":\"x\"},{\"id\":\"%s\",\"n\":\"y\"}],"
            + "\"lines\":[{\"productId\":\"%s\"},{\"productId\":\"%s\"}]}";
    assertThat(found(from.formatted(A, B, A, B), from.formatted(X, Y, Y, X))).isEmpty();
  }

  @Test
  void followsIdsThatAreNamesOfFields() {
    String stock =
        "{\"stock\":{\"%s\":3,\"%s\":4},\"items\":[{\"id\":\"%s\",\"n\":1},{\"id\":\"%s\"}]}";
    assertThat(found(stock.formatted(A, B, A, B), stock.formatted(X, Y, X, Y))).isEmpty();
    assertThat(found(stock.formatted(A, B, A, B), stock.formatted(Y, X, X, Y))).isNotEmpty();
  }

  @Test
  void takesTheOrderOfASortedListSeriously() {
    String list = "[{\"name\":\"a\",\"x\":3},{\"name\":\"b\",\"x\":9},{\"name\":\"c\",\"x\":5}]";
    String other = "[{\"name\":\"a\",\"x\":3},{\"name\":\"c\",\"x\":5},{\"name\":\"b\",\"x\":9}]";
    assertThat(found(list, other)).containsExactly(new Difference.Order("", "sorted by name"));
    assertThat(found(list.replace("\"a\"", "\"z\""), other.replace("\"a\"", "\"z\""))).isEmpty();
    assertThat(
            found(
                request("GET", "/p?sort=-x"),
                list.replace("\"a\"", "\"z\""),
                other.replace("\"a\"", "\"z\"")))
        .containsExactly(new Difference.Order("", "the request asks for an order"));
  }

  @Test
  void knowsTuplesFromLists() {
    assertThat(found("{\"point\":[52.5,13.4]}", "{\"point\":[13.4,52.5]}")).isNotEmpty();
    assertThat(found("[[\"a\",1],[\"b\",0],[\"c\",5]]", "[[\"b\",0],[\"a\",1],[\"c\",5]]"))
        .isNotEmpty();
    assertThat(
            found(
                "{\"tags\":[\"new\",\"blue\",\"sale\"]}", "{\"tags\":[\"sale\",\"new\",\"blue\"]}"))
        .isEmpty();
    assertThat(found("{\"sizes\":[4,9,2,7]}", "{\"sizes\":[2,4,9,7]}")).isEmpty();
  }

  @Test
  void takesMomentsThatMoveTogetherForSkew() {
    String two = "{\"a\":\"2026-01-01T10:00:0%dZ\",\"b\":\"2026-01-01T11:00:0%dZ\"}";
    assertThat(found(two.formatted(0, 1), two.formatted(2, 3))).isEmpty();
    assertThat(found(two.formatted(0, 1), two.formatted(2, 1))).isNotEmpty();
    assertThat(found(two.formatted(0, 1), two.formatted(7, 8))).isNotEmpty();
  }

  @Test
  void finishesWithinItsEffort() {
    String many = "[" + "{\"a\":1},".repeat(2000) + "{}]";
    Outcome outcome =
        Comparison.of(
            pair(RecordedRequest.unknown(), many, many.replace('1', '2')),
            Rules.NONE,
            LocalDate.of(2026, 11, 21),
            5_000);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Uncompared.class,
            found -> assertThat(found.reason()).contains("more than 5000 steps"));
  }

  @Test
  void namesTheLimitThatWasReached() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    List<String> hostile =
        List.of(
            deep,
            "1".repeat(2_000),
            "[" + "0,".repeat(JsonBody.NODES_MAX) + "0]",
            "{\"" + "n".repeat(60_000) + "\":1}");
    for (String body : hostile) {
      Outcome outcome = compare(RecordedRequest.unknown(), body, "[]");
      assertThat(outcome).isInstanceOf(Outcome.Uncompared.class);
      assertThat(((Outcome.Uncompared) outcome).reason()).startsWith("the body is not read");
    }
  }

  @Test
  void takesMalformedBodiesForWhatTheyAre() {
    assertThat(found("{\"a\":1,\"a\":2}", "{\"a\":2}")).hasSize(1);
    assertThat(found("{\"a\":1}", "{\"a\":1")).hasSize(1);
    assertThat(found("{\"a\":1", "{\"a\":1")).isEmpty();
    assertThat(found("{\"a\":1", "{\"a\":2")).hasSize(1);
  }

  @Test
  void calculatesWithNoNumberThatFillsTheMemory() {
    Rules rules = Benign.rules("relax: [{at: /a, allow: tolerance, by: 1, GROUNDS}]");
    var pair = pair(RecordedRequest.unknown(), "{\"a\":1e999999999}", "{\"a\":1e-999999999}");
    assertThat(Comparison.of(pair, rules, LocalDate.of(2026, 11, 21)))
        .isInstanceOf(Outcome.Different.class);
  }

  @Test
  void listsNoMoreDifferencesThanItSays() {
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      from.add("\"f" + i + "\":1");
      to.add("\"f" + i + "\":2");
    }
    assertThat(compare(RecordedRequest.unknown(), object(from), object(to)))
        .isInstanceOfSatisfying(
            Outcome.Different.class,
            outcome -> {
              assertThat(outcome.differences()).hasSize(Outcome.LISTED_MAX);
              assertThat(outcome.unlisted()).isEqualTo(200);
            });
  }

  @Test
  void takesEncryptionThatIsLostForADifference() {
    String from = "{\"next\":\"https://shop.example/p\"}";
    for (String to : List.of("http://shop.example", "http://SHOP.example:80")) {
      assertThat(found(from, from.replace("https://shop.example", to))).isNotEmpty();
    }
    assertThat(found(from, from.replace("https://shop.example", "http://10.0.0.7:8080"))).isEmpty();
  }

  @Test
  void takesTheDigestOfOtherContentsForADifference() {
    String digest = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
    String other = "0fae1ad19f0bd0bbb7fe5a38cbf1ff0d5bb9f5c7e7d1d2f1c0a5a1a2b3c4d5e6";
    for (String name : List.of("sha256", "SHA-256", "contentHash")) {
      String from = "{\"" + name + "\":\"" + digest + "\"}";
      assertThat(found(from, from.replace(digest, other))).as(name).isNotEmpty();
    }
  }

  @Test
  void keepsThePlaceOfAComplaint() {
    RecordedRequest request = request("POST", "/orders");
    String from = "{\"errors\":[{\"path\":\"/items/1/quantity\",\"message\":\"too many\"}]}";
    assertThat(found(request, from, from.replace("/1/", "/2/"))).isNotEmpty();
  }

  @Test
  void keepsTheOrderOfAnswersToAListOfTheRequest() {
    String flags = "{\"valid\":[true,false,true]}";
    assertThat(found(flags, "{\"valid\":[true,true,false]}")).isNotEmpty();
    RecordedRequest request =
        new RecordedRequest(
            "POST",
            "/quotes",
            List.of(),
            "{\"skus\":[\"a\",\"b\",\"c\"]}".getBytes(StandardCharsets.UTF_8));
    assertThat(found(request, "{\"prices\":[5,3,9]}", "{\"prices\":[3,5,9]}")).isNotEmpty();
    assertThat(found(request, "{\"tags\":[\"x\",\"k\",\"z\"]}", "{\"tags\":[\"k\",\"x\",\"z\"]}"))
        .isEmpty();
  }

  private static String object(List<String> fields) {
    return "{" + String.join(",", fields) + "}";
  }

  private static List<Difference> found(String from, String to) {
    return found(RecordedRequest.unknown(), from, to);
  }

  private static List<Difference> found(RecordedRequest request, String from, String to) {
    return switch (compare(request, from, to)) {
      case Outcome.Same _ -> List.of();
      case Outcome.Different different -> different.differences();
      case Outcome.Uncompared(String reason, var _) -> throw new AssertionError(reason);
    };
  }

  private static Outcome compare(RecordedRequest request, String from, String to) {
    return Comparison.of(pair(request, from, to), Rules.NONE, LocalDate.of(2026, 11, 21));
  }

  private static RecordedPair pair(RecordedRequest request, String from, String to) {
    return new RecordedPair("pair", request, answer(from), answer(to));
  }

  private static RecordedRequest request(String method, String target) {
    return new RecordedRequest(method, target, List.of(), new byte[0]);
  }

  private static RecordedAnswer answer(String body) {
    return new RecordedAnswer(
        200,
        List.of(new RecordedField("Content-Type", "application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
