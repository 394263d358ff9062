package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.function.Consumer;

/** Bugs as rewrites have them: each says something else, in the shapes that it names. */
enum Bug {
  OFF_BY_ONE(numbers(1)),
  STALE_PRICE(
      Map.of(
          Shape.PRODUCT, set("/price/amountMinor", "1190"),
          Shape.PAGE, set("/items/2/price/amountMinor", "430"),
          Shape.ORDER, set("/lines/0/unitPrice", "11.90"),
          Shape.EVENTS, set("/1/data/total", "1190"),
          Shape.TABLE, set("/1/price", "\"8.70\""))),
  ROUNDED(
      Map.of(
          Shape.PRODUCT, set("/rating", "4.3"),
          Shape.PAGE, set("/items/1/rating", "4.8"),
          Shape.ORDER, set("/lines/1/unitPrice", "30.3"),
          Shape.NESTED, set("/limits/share", "0.13"),
          Shape.TABLE, set("/2/price", "\"30.3\""))),
  SIGN_FLIPPED(numbers(-1)),
  WRONG_TYPE(
      Map.of(
          Shape.PRODUCT, set("/price/amountMinor", "\"1250\""),
          Shape.PAGE, set("/total", "\"57\""),
          Shape.ORDER, set("/isPaid", "\"true\""),
          Shape.NESTED, set("/limits/seats", "40.0"),
          Shape.EVENTS, set("/0/data/total", "\"1250\""))),
  WRONG_CURRENCY(
      Map.of(
          Shape.PRODUCT, set("/price/currency", "\"USD\""),
          Shape.PAGE, set("/items/3/price/currency", "\"USD\""),
          Shape.ORDER, set("/total/currency", "\"GBP\""),
          Shape.EVENTS, set("/0/data/currency", "\"USD\""),
          Shape.TABLE, set("/1/currency", "\"USD\""))),
  WRONG_ENUM(
      Map.of(
          Shape.PRODUCT, set("/status", "\"archived\""),
          Shape.PAGE, set("/items/2/status", "\"active\""),
          Shape.ORDER, set("/history/1/state", "\"payed\""),
          Shape.NESTED, set("/departments/0/teams/0/members/0/role", "\"cook\""),
          Shape.EVENTS, set("/1/event", "\"placed\""))),
  FLAG_FLIPPED(
      Map.of(Shape.PRODUCT, set("/isAvailable", "false"), Shape.ORDER, set("/isPaid", "false"))),
  FIELDS_SWAPPED(
      Map.of(
          Shape.PRODUCT, swap("/name", "/description"),
          Shape.PAGE, swap("/items/0/sku", "/items/0/name"),
          Shape.ORDER, swap("/status", "/number"),
          Shape.NESTED, swap("/site/point/0", "/site/point/1"),
          Shape.TABLE, swap("/0/sku", "/0/name"))),
  VALUES_OF_ELEMENTS_SWAPPED(
      Map.of(
          Shape.PRODUCT, swap("/images/0/width", "/images/1/width"),
          Shape.PAGE, swap("/items/0/price", "/items/1/price"),
          Shape.ORDER, swap("/lines/0/unitPrice", "/lines/2/unitPrice"),
          Shape.NESTED, swap("/departments/0/teams/0/name", "/departments/0/teams/1/name"),
          Shape.TABLE, swap("/0/price", "/1/price"))),
  MOMENTS_SWAPPED(
      Map.of(
          Shape.PRODUCT, swap("/createdAt", "/updatedAt"),
          Shape.PAGE, swap("/items/1/createdAt", "/items/1/updatedAt"),
          Shape.ORDER, swap("/placedAt", "/updatedAt"),
          Shape.EVENTS, swap("/0/data/at", "/1/data/at"),
          Shape.TABLE, swap("/0/created", "/1/created"))),
  WRONG_ZONE(
      Map.of(
          Shape.PRODUCT, set("/createdAt", "\"2026-04-28T17:57:00Z\""),
          Shape.PAGE, set("/items/0/updatedAt", "\"2026-04-29T17:57:00+02:00\""),
          Shape.ORDER, set("/placedAt", "\"2026-11-20T10:15:00Z\""),
          Shape.NESTED, set("/site/openedAt", "\"2019-05-01T06:00:00Z\""),
          Shape.EVENTS, set("/1/data/at", "\"2026-11-21T12:58:30Z\""),
          Shape.TABLE, set("/1/created", "\"2026-04-21T11:57:00+02:00\""))),
  FRACTION_LOST(Map.of(Shape.PRODUCT, set("/updatedAt", "\"2026-05-01T08:30:10Z\""))),
  TEXT_TRUNCATED(
      Map.of(
          Shape.PRODUCT, set("/description", "\"Takes little room, holds a lot of cof\""),
          Shape.PAGE, set("/items/0/name", "\"Anvi\""),
          Shape.ORDER, set("/customer/name", "\"Ad\""),
          Shape.NESTED, set("/note", "\"no change / ye\""),
          Shape.EVENTS, set("/2/data/carrier", "\"Große Pos\""),
          Shape.TABLE, set("/0/name", "\"Große Tasse\""))),
  WRONG_CHARSET(
      Map.of(
          Shape.PRODUCT, set("/name", "\"GroÃŸe Tasse / blau\""),
          Shape.EVENTS, set("/2/data/carrier", "\"GroÃŸe Post\""),
          Shape.TABLE, set("/0/name", "\"GroÃŸe Tasse, \\\"blau\\\"\""))),
  CASE_CHANGED(
      Map.of(Shape.PRODUCT, set("/sku", "\"mug\""), Shape.NESTED, set("/tenant", "\"Main\""))),
  NULL_FOR_A_VALUE(
      Map.of(
          Shape.PRODUCT, set("/description", "null"),
          Shape.PAGE, set("/next", "null"),
          Shape.ORDER, set("/customer", "null"),
          Shape.NESTED, set("/departments/0/leadId", "null"))),
  FIELD_LOST(
      Map.of(
          Shape.PRODUCT, draft -> draft.remove("/rating"),
          Shape.PAGE, draft -> draft.remove("/items/3/status"),
          Shape.ORDER, draft -> draft.remove("/lines/1/quantity"),
          Shape.NESTED, draft -> draft.remove("/departments/1/teams"),
          Shape.EVENTS, draft -> draft.remove("/1/data/currency"))),
  FIELD_TOO_MANY(
      Map.of(
          Shape.PRODUCT, set("/internalCost", "700"),
          Shape.PAGE, set("/items/1/owner", "\"x\""),
          Shape.ORDER, set("/debug", "null"),
          Shape.EVENTS, set("/1/data/secret", "1"))),
  ELEMENT_LOST(
      Map.of(
          Shape.PRODUCT, drop("/tags", 1),
          Shape.PAGE, drop("/items", 3),
          Shape.ORDER, drop("/lines", 1),
          Shape.NESTED, drop("/departments/0/teams/0/members", 1),
          Shape.EVENTS, drop("", 1),
          Shape.TABLE, drop("", 2))),
  ELEMENT_TWICE(
      Map.of(
          Shape.PRODUCT, twice("/tags", 1),
          Shape.PAGE, twice("/items", 3),
          Shape.ORDER, twice("/lines", 1),
          Shape.NESTED, twice("/departments/0/teams/0/members", 1),
          Shape.EVENTS, twice("", 1),
          Shape.TABLE, twice("", 2))),
  ELEMENT_REPLACED(
      Map.of(
          Shape.PRODUCT, set("/tags/2", "\"gift\""),
          Shape.PAGE, draft -> draft.set("/items/1", draft.at("/items/2").deepCopy()),
          Shape.ORDER, draft -> draft.set("/lines/1", draft.at("/lines/0").deepCopy()),
          Shape.TABLE, draft -> draft.set("/1", draft.at("/0").deepCopy()))),
  LIST_EMPTY(
      Map.of(
          Shape.PRODUCT, set("/images", "[]"),
          Shape.PAGE, set("/items", "[]"),
          Shape.ORDER, set("/products", "[]"),
          Shape.NESTED, set("/departments/0/teams/0/members", "[]"))),
  SORTED_LIST_IN_WRONG_ORDER(
      Map.of(
          Shape.PAGE, swap("/items/1", "/items/2"),
          Shape.ORDER, swap("/history/0", "/history/1"),
          Shape.EVENTS, swap("/0", "/1"),
          Shape.TABLE, swap("/1", "/2"))),
  ID_OF_ANOTHER_OBJECT(
      Map.of(
          Shape.PAGE,
              set(
                  "/links/next",
                  "\"http://legacy.example:9000/api/v1/products?q=coffee&after=019dd4ce-0001-7463-8441-b66832951001\""),
          Shape.ORDER, set("/lines/0/productId", "\"p-12\""),
          Shape.NESTED, set("/departments/0/leadId", "305"),
          Shape.EVENTS, set("/1/data/orderId", "\"019dd4ce-dce0-7463-8441-b66832951916\""))),
  PARENT_OF_ANOTHER_OBJECT(
      Map.of(
          Shape.ORDER, set("/lines/2/orderId", "7002"),
          Shape.NESTED, set("/departments/0/teams/1/departmentId", "14"))),
  LINK_TO_ANOTHER_PLACE(
      Map.of(
          Shape.PRODUCT,
              set(
                  "/self",
                  "\"http://legacy.example:9000/api/v1/items/019dd4ce-dce0-7463-8441-b66832951915\""),
          Shape.PAGE,
              set(
                  "/links/next",
                  "\"http://legacy.example:9000/api/v1/products?q=tea&after=019dd4ce-0002-7463-8441-b66832951002\""))),
  CURSOR_WRONG(Map.of(Shape.PAGE, set("/next", "\"AZ27vBnAda2fYGy3O6AavF5vm_qVJQdz\""))),
  TOTAL_WRONG(Map.of(Shape.PAGE, set("/total", "4"), Shape.ORDER, set("/count", "4"))),
  ROW_OF_ANOTHER_TENANT(
      Map.of(
          Shape.PAGE,
              add(
                  "/items",
                  "{\"id\":\"019dd4ce-0009-7463-8441-b66832951009\",\"sku\":\"X-1\",\"name\":\"Zither\",\"status\":\"active\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"},\"rating\":1.5,\"note\":null,\"createdAt\":\"2026-04-20T15:57:00Z\",\"updatedAt\":\"2026-05-01T15:57:00Z\"}"),
          Shape.NESTED, set("/tenant", "\"other\""),
          Shape.TABLE,
              add(
                  "",
                  "{\"id\":\"019dd4ce-0009-7463-8441-b66832951009\",\"sku\":\"X-1\",\"name\":\"Zither\",\"price\":\"1.00\",\"currency\":\"EUR\",\"created\":\"2026-04-28T15:57:00Z\"}"))),
  FLATTENED(
      Map.of(
          Shape.PRODUCT, set("/price", "1250"),
          Shape.ORDER, set("/total", "{\"amount\":{\"minor\":7275,\"currency\":\"EUR\"}}"))),
  STATUS_WRONG(everywhere(draft -> draft.status = 206)),
  FIELD_MISSING(everywhere(draft -> draft.removeField("Cache-Control"))),
  FIELD_EXTRA(everywhere(draft -> draft.setField("X-Debug", "1"))),
  FIELD_CHANGED(everywhere(draft -> draft.setField("Cache-Control", "private, max-age=600"))),
  COOKIE_LESS_SAFE(
      everywhere(draft -> draft.setField("Set-Cookie", "session=8f14e45fceea167a5a36; Path=/"))),
  MEDIA_TYPE_WRONG(everywhere(draft -> draft.setField("Content-Type", "text/html"))),
  BODY_CUT(everywhere(draft -> draft.bytesCut = 20)),
  BODY_EMPTY(
      everywhere(
          draft ->
              draft.bytesCut =
                  draft
                      .shape()
                      .write(draft.body, draft.writing)
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8)
                      .length));

  private final Map<Shape, Consumer<Draft>> plants;

  Bug(Map<Shape, Consumer<Draft>> plants) {
    this.plants = plants;
  }

  boolean fits(Shape shape) {
    return plants.containsKey(shape);
  }

  void plant(Draft draft) {
    plants.getOrDefault(draft.shape(), _ -> {}).accept(draft);
  }

  private static Map<Shape, Consumer<Draft>> everywhere(Consumer<Draft> plant) {
    Map<Shape, Consumer<Draft>> plants = new java.util.EnumMap<>(Shape.class);
    for (Shape shape : Shape.values()) {
      plants.put(shape, plant);
    }
    return plants;
  }

  private static Map<Shape, Consumer<Draft>> numbers(int change) {
    return Map.of(
        Shape.PRODUCT, number("/price/amountMinor", 1250, change),
        Shape.PAGE, number("/total", 57, change),
        Shape.ORDER, number("/lines/2/quantity", 2, change),
        Shape.NESTED, number("/limits/seats", 40, change),
        Shape.EVENTS, number("/1/data/total", 1250, change));
  }

  private static Consumer<Draft> number(String place, int value, int change) {
    return set(place, Integer.toString(change < 0 ? -value : value + change));
  }

  private static Consumer<Draft> set(String place, String json) {
    return draft -> draft.set(place, json);
  }

  private static Consumer<Draft> swap(String place, String other) {
    return draft -> {
      JsonNode first = draft.at(place);
      draft.set(place, draft.at(other));
      draft.set(other, first);
    };
  }

  private static Consumer<Draft> drop(String list, int index) {
    return draft -> draft.list(list).remove(index);
  }

  private static Consumer<Draft> twice(String list, int index) {
    return draft -> {
      ArrayNode elements = draft.list(list);
      elements.insert(index, elements.get(index).deepCopy());
    };
  }

  private static Consumer<Draft> add(String list, String json) {
    return draft -> draft.list(list).add(Draft.read(json));
  }
}
