package banyan.app.demo;

import banyan.app.CommandFailure;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The products that a show is about, made before its first stage.
 *
 * @param fixed SKUs of products that nobody changes
 * @param priced products whose price changes, one for each client that writes
 * @param sold SKUs of products in stock, whose price stays
 */
record Goods(List<String> fixed, List<Priced> priced, List<String> sold) {
  static final String PRODUCTS = "/api/v1/products";
  static final String CURRENCY = "EUR";

  /** Of each product that is sold; no show sells as many. */
  static final long STOCK = 100_000;

  static final long SOLD_PRICE = 2_500;

  private static final String ORDERS = "/api/v1/orders";
  private static final int FIXED = 20;
  private static final int SOLD = 3;
  private static final long FIRST_PRICE = 1_000;

  Goods {
    fixed = List.copyOf(fixed);
    priced = List.copyOf(priced);
    sold = List.copyOf(sold);
  }

  /**
   * A product whose price one writer changes.
   *
   * @param path of the product
   * @param tag its first entity tag
   */
  record Priced(String sku, String path, String tag, long price) {}

  /** Asks for the fixed ones and adds the others. */
  static Goods make(
      DemoPlan plan, String run, ShopDoor door, Insistence insistence, Journal journal) {
    return new Goods(
        findFixed(door),
        addPriced(plan, run, insistence, journal),
        stock(run, insistence, journal));
  }

  private static List<String> findFixed(ShopDoor door) {
    List<String> fixed = new ArrayList<>();
    Answered page =
        door.send(
            ShopDoor.Asked.read(Kind.LIST, "", PRODUCTS + "?limit=" + FIXED, ""), Answered::digest);
    for (JsonNode product : page.json().path("items")) {
      fixed.add(product.path("sku").asText());
    }
    if (fixed.isEmpty()) {
      throw CommandFailure.failed("the shop has no products to ask for: " + page.status());
    }
    return fixed;
  }

  private static List<Priced> addPriced(
      DemoPlan plan, String run, Insistence insistence, Journal journal) {
    List<Priced> priced = new ArrayList<>();
    int writers = plan.clients() / Trade.values().length;
    for (int writer = 1; writer <= writers; writer++) {
      String sku = sku(run, "PRICE-" + writer);
      Answered added = make(addition(run, sku, FIRST_PRICE, false), insistence, journal);
      priced.add(new Priced(sku, added.location(), added.tag(), FIRST_PRICE));
    }
    return priced;
  }

  private static List<String> stock(String run, Insistence insistence, Journal journal) {
    List<String> sold = new ArrayList<>();
    for (int i = 1; i <= SOLD; i++) {
      String sku = sku(run, "SOLD-" + i);
      make(addition(run, sku, SOLD_PRICE, false), insistence, journal);
      make(receipt(sku), insistence, journal);
      sold.add(sku);
    }
    return sold;
  }

  private static Answered make(Insistence.Wish wish, Insistence insistence, Journal journal) {
    Answered made = insistence.write(wish, journal);
    if (!made.isGood()) {
      throw CommandFailure.failed("the shop does not take " + wish.body() + ": " + made.body());
    }
    return made;
  }

  /** A SKU of this run: they begin as its ids do, in upper case. */
  static String sku(String run, String end) {
    return run.toUpperCase(Locale.ROOT) + "-" + end;
  }

  /** The wish to add a product; the key is the SKU's. */
  static Insistence.Wish addition(String run, String sku, long price, boolean repeats) {
    String body =
        """
        {"sku": "%s", "name": "Product of %s", "price": %s}
        """
            .formatted(sku, run, money(price));
    return new Insistence.Wish(
        Kind.ADD, sku.toLowerCase(Locale.ROOT), sku, price, PRODUCTS, body, repeats);
  }

  /** The wish to receive the stock of a SKU; sent twice, as if its answer had been lost. */
  private static Insistence.Wish receipt(String sku) {
    return new Insistence.Wish(
        Kind.RECEIVE,
        sku.toLowerCase(Locale.ROOT) + "-stock",
        sku,
        STOCK,
        "/api/v1/stock/" + sku + "/receipts",
        "{\"quantity\": %d}".formatted(STOCK),
        true);
  }

  /** The wish to buy one piece at the price that stays. */
  static Insistence.Wish order(String key, String sku, boolean repeats) {
    String body =
        """
        {"lines": [{"sku": "%s", "quantity": 1, "unitPrice": %s}]}
        """
            .formatted(sku, money(SOLD_PRICE));
    return new Insistence.Wish(Kind.ORDER, key, sku, 1, ORDERS, body, repeats);
  }

  static String money(long amount) {
    return "{\"amountMinor\": %d, \"currency\": \"%s\"}".formatted(amount, CURRENCY);
  }
}
