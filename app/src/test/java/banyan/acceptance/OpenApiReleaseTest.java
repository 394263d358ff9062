package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API of today does not break the clients of the last release. */
@ExtendWith(Shop.Opened.class)
final class OpenApiReleaseTest {
  private static final Path RELEASES =
      Path.of(System.getProperty("banyan.root"), "docs", "openapi");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NEW_PRODUCT = "/components/schemas/NewProduct";
  private static final String PRODUCT = "/components/schemas/Product";
  private static final String PAGE = "/components/schemas/ProductPage";

  @Test
  void keepsWhatTheLastReleasePromised(Shop shop) throws IOException {
    assertThat(ApiChanges.breaking(lastRelease(), shop.contract().document())).isEmpty();
  }

  /** A change of the document, and a part of the line that must tell of it. */
  record Plant(String told, Consumer<ObjectNode> change) {
    @Override
    public String toString() {
      return told;
    }
  }

  @ParameterizedTest
  @MethodSource
  void noticesWhatBreaks(Plant plant) throws IOException {
    ObjectNode changed = lastRelease();
    plant.change().accept(changed);

    assertThat(ApiChanges.breaking(lastRelease(), changed))
        .anyMatch(line -> line.contains(plant.told()));
  }

  static List<Plant> noticesWhatBreaks() {
    return Stream.of(pathsAndParameters(), requests(), answers()).flatMap(List::stream).toList();
  }

  private static List<Plant> pathsAndParameters() {
    return List.of(
        new Plant("/docs: the path is gone", api -> at(api, "/paths").remove("/docs")),
        new Plant("POST /api/v1/products: the operation is gone", api -> list(api).remove("post")),
        new Plant(
            "GET /api/v1/products: demands other rights",
            api -> operation(api, "get").putArray("security").addObject().putArray("bearer")),
        new Plant("parameter cursor: is gone", api -> parameters(api, "get").remove(0)),
        new Plant(
            "parameter cursor: is required now",
            api -> ((ObjectNode) parameters(api, "get").get(0)).put("required", true)),
        new Plant(
            "parameter page: new and required",
            api ->
                parameters(api, "get")
                    .addObject()
                    .put("name", "page")
                    .put("in", "query")
                    .put("required", true)),
        new Plant(
            "parameter cursor: maxLength differs",
            api ->
                ((ObjectNode) parameters(api, "get").get(0).path("schema")).put("maxLength", 1)));
  }

  private static List<Plant> requests() {
    return List.of(
        new Plant(
            "request: a body is required now",
            api -> operation(api, "get").putObject("requestBody").put("required", true)),
        new Plant(
            "application/json is not taken any more",
            api -> ((ObjectNode) operation(api, "post").at("/requestBody/content")).removeAll()),
        new Plant(
            "request/colour: is required on one side alone",
            api -> ((ArrayNode) at(api, NEW_PRODUCT).get("required")).add("colour")),
        new Plant(
            "request/description: is not taken any more",
            api -> at(api, NEW_PRODUCT + "/properties").remove("description")),
        new Plant(
            "request/sku: the type differs",
            api -> at(api, NEW_PRODUCT + "/properties/sku").put("type", "integer")),
        new Plant(
            "request/sku: pattern differs",
            api -> at(api, NEW_PRODUCT + "/properties/sku").put("pattern", "^A$")),
        new Plant(
            "request/name: minLength differs",
            api -> at(api, NEW_PRODUCT + "/properties/name").put("minLength", 2)),
        new Plant(
            "request/name: enum differs",
            api -> at(api, NEW_PRODUCT + "/properties/name").putArray("enum").add("A")),
        new Plant(
            "request/price/amountMinor: maximum differs",
            api -> at(api, "/components/schemas/Money/properties/amountMinor").put("maximum", 9)),
        new Plant(
            "request/price: an alternative",
            api ->
                at(api, NEW_PRODUCT + "/properties/price")
                    .removeAll()
                    .putArray("anyOf")
                    .addObject()
                    .put("type", "null")));
  }

  private static List<Plant> answers() {
    return List.of(
        new Plant("201: the answer is gone", api -> responses(api, "post").remove("201")),
        new Plant(
            "202: a new answer that no client expects",
            api -> responses(api, "post").putObject("202").put("description", "later")),
        new Plant(
            "201: the field Location is gone",
            api -> ((ObjectNode) responses(api, "post").at("/201/headers")).remove("Location")),
        new Plant(
            "200: application/json is not answered any more",
            api -> ((ObjectNode) responses(api, "get").at("/200/content")).removeAll()),
        new Plant("/next: is gone", api -> at(api, PAGE + "/properties").remove("next")),
        new Plant(
            "/items: is required on one side alone",
            api -> ((ArrayNode) at(api, PAGE).get("required")).removeAll()),
        new Plant(
            "/items/items/status: enum differs: [sold-out]",
            api ->
                ((ArrayNode) at(api, PRODUCT + "/properties/status").get("enum")).add("sold-out")),
        new Plant(
            "/items: maxItems differs",
            api -> at(api, PAGE + "/properties/items").put("maxItems", 1_000_000)),
        new Plant(
            "201/id: pattern differs",
            api -> at(api, PRODUCT + "/properties/id").remove("pattern")));
  }

  @Test
  void letsAdditionsThrough() throws IOException {
    ObjectNode changed = lastRelease();
    at(changed, "/paths").putObject("/api/v2/products");
    at(changed, NEW_PRODUCT + "/properties").putObject("colour").put("type", "string");
    at(changed, PRODUCT + "/properties").putObject("colour").put("type", "string");
    at(changed, "/components/schemas/Money/properties/amountMinor").put("minimum", 0);
    parameters(changed, "get").addObject().put("name", "page").put("in", "query");
    responses(changed, "get").putObject("418").put("description", "no tea");

    assertThat(ApiChanges.breaking(lastRelease(), changed)).isEmpty();
  }

  private static ObjectNode at(ObjectNode api, String pointer) {
    return (ObjectNode) api.at(pointer);
  }

  private static ObjectNode list(ObjectNode api) {
    return at(api, "/paths/~1api~1v1~1products");
  }

  private static ObjectNode operation(ObjectNode api, String method) {
    return (ObjectNode) list(api).get(method);
  }

  private static ArrayNode parameters(ObjectNode api, String method) {
    return (ArrayNode) operation(api, method).get("parameters");
  }

  private static ObjectNode responses(ObjectNode api, String method) {
    return (ObjectNode) operation(api, method).get("responses");
  }

  private static ObjectNode lastRelease() throws IOException {
    try (Stream<Path> files = Files.list(RELEASES)) {
      Path last =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .max(Comparator.comparing(OpenApiReleaseTest::version, Arrays::compare))
              .orElseThrow();
      JsonNode document = JSON.readTree(Files.readString(last));
      return (ObjectNode) document;
    }
  }

  /** {@code 0.10.0.json} comes after {@code 0.9.0.json}. */
  private static int[] version(Path file) {
    String text = file.getFileName().toString().replace(".json", "");
    return Stream.of(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
