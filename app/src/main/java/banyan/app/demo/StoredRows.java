package banyan.app.demo;

import banyan.platform.database.DatabaseAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Counts in the database what a show has left there, as its administrator: past every wall. */
final class StoredRows {
  private static final String PRODUCTS =
      """
      SELECT sku, count(*) AS found, max(amount_minor) AS amount, max(version) AS version
      FROM catalog.products WHERE starts_with(sku, :prefix) GROUP BY sku
      """;

  private static final String ORDERS =
      """
      SELECT idempotency_key AS key, state FROM orders.orders
      WHERE starts_with(idempotency_key, :prefix)
      """;

  /** A reservation that has expired counts as reserved until somebody needs its stock. */
  private static final String STOCK =
      """
      SELECT sku, on_hand, reserved,
          (SELECT coalesce(sum(line.quantity), 0)
           FROM orders.order_lines line
           JOIN orders.orders placed ON placed.tenant_id = line.tenant_id
               AND placed.id = line.order_id
           WHERE line.tenant_id = stock.tenant_id AND line.sku = stock.sku
               AND placed.state = :confirmed) AS sold
      FROM inventory.stock stock WHERE starts_with(sku, :prefix)
      """;

  private StoredRows() {}

  /**
   * Reads them.
   *
   * @param run begins the ids, the keys and, in upper case, the SKUs of the show
   */
  static Stored read(DatabaseAddress address, String run) {
    Jdbi jdbi = Jdbi.create(address.jdbcUrl(), address.user(), address.password());
    try (Handle handle = jdbi.open()) {
      return new Stored(products(handle, run), orders(handle, run), stock(handle, run));
    }
  }

  private static Map<String, Stored.Product> products(Handle handle, String run) {
    Map<String, Stored.Product> products = new HashMap<>();
    handle
        .createQuery(PRODUCTS)
        .bind("prefix", run.toUpperCase(Locale.ROOT))
        .map(
            (row, _) ->
                Map.entry(
                    row.getString("sku"),
                    new Stored.Product(
                        row.getLong("found"), row.getLong("amount"), row.getLong("version"))))
        .forEach(entry -> products.put(entry.getKey(), entry.getValue()));
    return products;
  }

  private static Map<String, List<String>> orders(Handle handle, String run) {
    Map<String, List<String>> orders = new HashMap<>();
    handle
        .createQuery(ORDERS)
        .bind("prefix", run)
        .map((row, _) -> Map.entry(row.getString("key"), row.getString("state")))
        .forEach(
            entry ->
                orders
                    .computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                    .add(entry.getValue()));
    return orders;
  }

  private static Map<String, Stored.Stock> stock(Handle handle, String run) {
    Map<String, Stored.Stock> stock = new HashMap<>();
    handle
        .createQuery(STOCK)
        .bind("prefix", run.toUpperCase(Locale.ROOT))
        .bind("confirmed", Stored.CONFIRMED)
        .map(
            (row, _) ->
                Map.entry(
                    row.getString("sku"),
                    new Stored.Stock(
                        row.getLong("on_hand"), row.getLong("reserved"), row.getLong("sold"))))
        .forEach(entry -> stock.put(entry.getKey(), entry.getValue()));
    return stock;
  }
}
