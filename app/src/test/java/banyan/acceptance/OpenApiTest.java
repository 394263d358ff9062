package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The product's own description: valid, whole, and true of every answer. */
@ExtendWith(Shop.Opened.class)
final class OpenApiTest {
  private static final String PRODUCTS = "/api/v1/products";
  private static final String RESERVATIONS = "/api/v1/reservations";
  private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

  private final Shop shop;
  private final JsonNode document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  OpenApiTest(Shop shop) {
    this.shop = shop;
    this.document = shop.contract().document();
  }

  @Test
  void isAnOpenApiDocumentByTheSchemaOfItsStandard() throws IOException {
    Schema standard = registry.getSchema(resource("openapi-3.1.json"));

    assertThat(standard.validate(document.toString(), InputFormat.JSON)).isEmpty();

    ObjectNode broken = document.deepCopy();
    ((ObjectNode) broken.path("info")).remove("version");
    assertThat(standard.validate(broken.toString(), InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void hasSchemasThatJsonSchemaTakes() {
    Schema meta = registry.getSchema(SchemaLocation.of(META_SCHEMA));

    for (JsonNode schema : document.findValues("schema")) {
      assertThat(meta.validate(schema.toString(), InputFormat.JSON))
          .as(schema.toString())
          .isEmpty();
    }
    for (Map.Entry<String, JsonNode> named : document.at("/components/schemas").properties()) {
      assertThat(meta.validate(named.getValue().toString(), InputFormat.JSON))
          .as(named.getKey())
          .isEmpty();
    }
  }

  @Test
  void declaresThePathParametersThatItsPathsHave() {
    for (ApiContract.Operation operation : shop.contract().operations()) {
      List<String> inPath =
          Pattern.compile("\\{([^}]+)}")
              .matcher(operation.path())
              .results()
              .map(name -> name.group(1))
              .toList();
      List<String> declared = new ArrayList<>();
      for (JsonNode parameter : operation.description().path("parameters")) {
        if (parameter.path("in").asText().equals("path")) {
          declared.add(parameter.path("name").asText());
        }
      }
      assertThat(declared).as(operation.name()).isEqualTo(inPath);
    }
  }

  /** Calls between contexts are hidden from clients. */
  @Test
  void describesEveryRouteThatTheProductServesToClients() throws Exception {
    List<String> served = new ArrayList<>();
    for (JsonNode route : Client.json(shop.process().admin("/routes")).path("routes")) {
      for (JsonNode method : route.at("/match/methods")) {
        String path = route.at("/match/path").asText();
        if (!path.startsWith("/_banyan/")) {
          served.add(method.asText() + " " + path);
        }
      }
    }

    assertThat(served).hasSizeGreaterThan(10);
    assertThat(shop.contract().operations())
        .extracting(ApiContract.Operation::name)
        .containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void namesEveryProblemThatTheProductExplains() throws Exception {
    JsonNode explained =
        Client.json(shop.reader().with("Accept", "application/json").get("/problems"));

    assertThat(
            ApiContract.texts(document.at("/components/schemas/Problem/properties/type/examples")))
        .hasSizeGreaterThan(25)
        .containsExactlyInAnyOrderElementsOf(explained.findValuesAsText("type"));
  }

  /** The check of each answer is the shop's own; this makes sure that it sees them all. */
  @Test
  void isTrueOfEveryAnswer() throws Exception {
    askThePlatform();
    readTheCatalogue();
    changeTheCatalogue();
    moveStock();
    new OrdersTour(shop).walk();
    beRefused();

    assertThat(shop.contract().seen()).containsAll(successes());
    assertThat(shop.contract().seen())
        .contains(
            "GET /api/v1/products 400",
            "GET /api/v1/products 422",
            "GET /api/v1/products/{id} 404",
            "POST /api/v1/products 400",
            "POST /api/v1/products 401",
            "POST /api/v1/products 403",
            "POST /api/v1/products 409",
            "POST /api/v1/products 413",
            "POST /api/v1/products 415",
            "POST /api/v1/products 422",
            "POST /api/v1/orders 400",
            "POST /api/v1/orders 409",
            "POST /api/v1/orders 422",
            "POST /api/v1/orders/{id}/cancel 409",
            "PUT /api/v1/products/{id}/price 409",
            "PUT /api/v1/products/{id}/price 412",
            "PUT /api/v1/products/{id}/price 428");
  }

  @Test
  void noticesAnAnswerThatBreaksIt() {
    Map<String, List<String>> json = Map.of("Content-Type", List.of("application/json"));
    Map<String, List<String>> problem = Map.of("Content-Type", List.of("application/problem+json"));
    String unlisted =
        """
        {"type": "/problems/nowhere-listed", "title": "t", "status": 404, "detail": "d",
         "instance": "i"}""";

    assertBreach("GET", PRODUCTS, new Answered(200, json, "{\"items\": 7}"));
    assertBreach("GET", PRODUCTS, new Answered(200, json, "{\"items\": [], \"more\": true}"));
    assertBreach("GET", PRODUCTS, new Answered(200, Map.of(), "{\"items\": []}"));
    assertBreach("GET", PRODUCTS, new Answered(202, json, "{\"items\": []}"));
    assertBreach("GET", PRODUCTS + "/7", new Answered(304, Map.of(), ""));
    assertBreach("GET", PRODUCTS + "/7", new Answered(404, problem, unlisted));
    assertBreach("GET", "/nowhere", new Answered(200, json, "{}"));
    assertBreach("PATCH", PRODUCTS, new Answered(405, problem, ""));
    assertThat(
            shop.contract().breaches("GET", PRODUCTS, new Answered(200, json, "{\"items\": []}")))
        .isEmpty();
  }

  private void assertBreach(String method, String path, Answered answer) {
    assertThat(shop.contract().breaches(method, path, answer)).as("%s", answer).isNotEmpty();
  }

  /** Every listed success, such as {@code GET /api/v1/products 200}. */
  private TreeSet<String> successes() {
    TreeSet<String> successes = new TreeSet<>();
    for (ApiContract.Operation operation : shop.contract().operations()) {
      for (Map.Entry<String, JsonNode> response :
          operation.description().path("responses").properties()) {
        if (response.getKey().matches("[23].*")) {
          successes.add(operation.name() + " " + response.getKey());
        }
      }
    }
    return successes;
  }

  private void askThePlatform() throws Exception {
    Client reader = shop.reader();
    for (String path :
        List.of("/health/live", "/health/ready", "/docs", "/docs/docs.css", "/docs/docs.js")) {
      assertThat(reader.get(path).statusCode()).as(path).isEqualTo(200);
    }
    String tag = reader.get("/openapi.json").headers().firstValue("ETag").orElseThrow();
    assertThat(reader.with("If-None-Match", tag).get("/openapi.json").statusCode()).isEqualTo(304);
    for (String accepted : List.of("text/html", "application/json")) {
      Client asking = reader.with("Accept", accepted);
      assertThat(asking.get("/problems").statusCode()).isEqualTo(200);
      assertThat(asking.get("/problems/duplicate-sku").statusCode()).isEqualTo(200);
    }
    assertThat(reader.get("/problems/no-such").statusCode()).isEqualTo(404);
  }

  private void readTheCatalogue() throws Exception {
    Client reader = shop.reader();
    JsonNode page = Client.json(reader.get(PRODUCTS + "?limit=3"));
    assertThat(reader.get(PRODUCTS + "?limit=3&cursor=" + page.path("next").asText()).statusCode())
        .isEqualTo(200);
    assertThat(reader.get(PRODUCTS + "?q=oak&status=on-sale").statusCode()).isIn(200, 422);
    for (String one : List.of("id", "sku")) {
      String word = page.at("/items/0/" + one).asText();
      String path = PRODUCTS + (one.equals("sku") ? "/by-sku/" : "/") + word;
      String tag = reader.get(path).headers().firstValue("ETag").orElseThrow();
      assertThat(reader.with("If-None-Match", tag).get(path).statusCode()).isEqualTo(304);
      assertThat(reader.send("HEAD", path, "").statusCode()).isEqualTo(200);
    }
  }

  private void changeTheCatalogue() throws Exception {
    Client writer = shop.writer();
    var added = writer.post(PRODUCTS, Client.product(shop.freshSku()));
    assertThat(added.statusCode()).isEqualTo(201);
    String path = added.headers().firstValue("Location").orElseThrow();
    String tag = added.headers().firstValue("ETag").orElseThrow();
    String price = "{\"amountMinor\": 5, \"currency\": \"EUR\"}";
    Client careful = writer.with("If-Match", tag);
    assertThat(careful.send("PUT", path + "/price", price).statusCode()).isEqualTo(200);
    assertThat(careful.send("PUT", path + "/price", price).statusCode()).isEqualTo(412);
    assertThat(writer.send("PUT", path + "/price", price).statusCode()).isEqualTo(428);
    var archived = writer.send("POST", path + "/archive", "");
    assertThat(archived.statusCode()).isEqualTo(200);
    Client current = writer.with("If-Match", archived.headers().firstValue("ETag").orElseThrow());
    assertThat(current.send("PUT", path + "/price", price).statusCode()).isEqualTo(409);
  }

  private void moveStock() throws Exception {
    String stock = "/api/v1/stock/" + shop.freshSku();
    String line = "{\"sku\": \"%s\", \"quantity\": 2}".formatted(stock.substring(14));
    Client warehouse = shop.holding("inventory:write");
    Client seller = shop.holding("inventory:reserve");
    assertThat(shop.reader().get(stock).statusCode()).isEqualTo(404);
    assertThat(warehouse.post(stock + "/receipts", "{\"quantity\": 5}").statusCode())
        .isEqualTo(200);
    String tag = shop.reader().get(stock).headers().firstValue("ETag").orElseThrow();
    assertThat(shop.reader().with("If-None-Match", tag).get(stock).statusCode()).isEqualTo(304);
    for (String end : List.of("/commit", "/release")) {
      var held = seller.post(RESERVATIONS, "{\"lines\": [" + line + "]}");
      assertThat(held.statusCode()).isEqualTo(201);
      String reservation = held.headers().firstValue("Location").orElseThrow();
      assertThat(seller.send("POST", reservation + end, "").statusCode()).isEqualTo(200);
      assertThat(seller.get(reservation).statusCode()).isEqualTo(200);
      String other = end.equals("/commit") ? "/release" : "/commit";
      assertThat(seller.send("POST", reservation + other, "").statusCode()).isEqualTo(409);
    }
    String tooMuch = "{\"lines\": [" + line.replace("2}", "4}") + "]}";
    assertThat(seller.post(RESERVATIONS, tooMuch).statusCode()).isEqualTo(409);
  }

  private void beRefused() throws Exception {
    Client writer = shop.writer();
    String product = Client.product(shop.freshSku());
    assertThat(shop.reader().post(PRODUCTS, product).statusCode()).isEqualTo(401);
    Client other = shop.reader().with("Authorization", "Bearer " + shop.token("orders:write"));
    assertThat(other.post(PRODUCTS, product).statusCode()).isEqualTo(403);
    assertThat(writer.post(PRODUCTS, product).statusCode()).isEqualTo(201);
    assertThat(writer.post(PRODUCTS, product).statusCode()).isEqualTo(409);
    assertThat(writer.post(PRODUCTS, "{").statusCode()).isEqualTo(400);
    assertThat(writer.post(PRODUCTS, "{}").statusCode()).isEqualTo(422);
    assertThat(writer.with("Content-Type", "text/plain").post(PRODUCTS, "a").statusCode())
        .isEqualTo(415);
    assertThat(announce((1 << 20) + 1).status()).isEqualTo(413);
    assertThat(shop.reader().get(PRODUCTS + "?cursor=no-cursor").statusCode()).isEqualTo(400);
    assertThat(shop.reader().get(PRODUCTS + "?limit=0").statusCode()).isEqualTo(422);
    assertThat(shop.reader().get(PRODUCTS + "/00000000-0000-7000-8000-000000000000").statusCode())
        .isEqualTo(404);
    assertThat(shop.reader().send("PATCH", PRODUCTS, "{}").statusCode()).isEqualTo(405);
    assertThat(shop.reader().get("/api/v2/products").statusCode()).isEqualTo(404);
  }

  /** Sends the head of an upload alone: who is still writing when the answer comes may miss it. */
  private Answer announce(int bodyBytes) {
    String head =
        "POST %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(PRODUCTS, shop.token("catalog:write"), bodyBytes);
    return shop.raw("POST", PRODUCTS, head);
  }

  private static String resource(String name) throws IOException {
    try (var stream = OpenApiTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
