package banyan.inventory.internal;

import banyan.catalog.Sku;
import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The stock of one tenant, within one transaction. The transaction names the tenant: row-level
 * security shows no other rows and fills in the column. Belongs to the transaction's thread.
 *
 * <p>A row of {@code stock} guards the lines that are held of its SKU: who changes either has
 * locked the row. Rows are locked in the order of their SKUs, so that two who want the same ones
 * wait for each other in one direction only.
 */
final class Stock {
  /** More receipts than this are refused; below 2^53, so that every JSON reader keeps it exact. */
  static final long ON_HAND_MAX = 1_000_000_000_000L;

  private static final String RECEIVE =
      """
      INSERT INTO stock (sku, on_hand) VALUES (:sku, :quantity)
      ON CONFLICT (tenant_id, sku) DO UPDATE SET on_hand = stock.on_hand + excluded.on_hand
      WHERE stock.on_hand + excluded.on_hand <= :max
      """;

  private static final String INSERT_ALL =
      """
      INSERT INTO stock (sku, on_hand)
      SELECT sku, quantity
      FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS int[])) AS line (sku, quantity)
      ON CONFLICT DO NOTHING
      """;

  // What has expired counts no more, whether or not somebody has freed it yet.
  private static final String LEVELS =
      """
      SELECT sku, on_hand,
             reserved - (SELECT coalesce(sum(line.quantity), 0) FROM reservation_lines line
                         WHERE line.sku = stock.sku AND line.held_until <= :now) AS reserved
      FROM stock
      WHERE sku = ANY (:skus)
      ORDER BY sku
      """;

  private static final String LOCK =
      """
      SELECT sku FROM stock WHERE sku = ANY (:skus) ORDER BY sku FOR UPDATE
      """;

  private static final String FREE_EXPIRED =
      """
      WITH expired AS (
        UPDATE reservation_lines SET held_until = NULL
        WHERE sku = ANY (:skus) AND held_until <= :now
        RETURNING sku, quantity)
      UPDATE stock SET reserved = reserved - freed.quantity
      FROM (SELECT sku, sum(quantity) AS quantity FROM expired GROUP BY sku) AS freed
      WHERE stock.sku = freed.sku
      """;

  private static final String CHANGE =
      """
      UPDATE stock
      SET on_hand = on_hand + :onHand * line.quantity,
          reserved = reserved + :reserved * line.quantity
      FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS int[])) AS line (sku, quantity)
      WHERE stock.sku = line.sku
      """;

  private final Handle transaction;

  Stock(Handle transaction) {
    this.transaction = transaction;
  }

  boolean isEmpty() {
    return transaction.select("SELECT 1 FROM stock LIMIT 1").mapTo(int.class).findOne().isEmpty();
  }

  /** The stock of these SKUs as it is at {@code now}; without those that never had any. */
  List<StockLevel> levels(Collection<Sku> skus, Instant now) {
    return transaction
        .createQuery(LEVELS)
        .bindArray("skus", String.class, words(skus))
        .bind("now", now)
        .map(Stock::level)
        .list();
  }

  /**
   * Like {@link #levels}; others who want to change the stock of these SKUs wait for this
   * transaction. What has expired is freed.
   */
  Map<Sku, StockLevel> lock(Collection<Sku> skus, Instant now) {
    List<String> words = words(skus);
    transaction.createQuery(LOCK).bindArray("skus", String.class, words).mapTo(String.class).list();
    transaction
        .createUpdate(FREE_EXPIRED)
        .bindArray("skus", String.class, words)
        .bind("now", now)
        .execute();
    return levels(skus, now).stream()
        .collect(Collectors.toMap(StockLevel::sku, Function.identity()));
  }

  /** Adds goods that have arrived; false, and nothing is added, where there would be too many. */
  boolean receive(StockLine goods) {
    return transaction
            .createUpdate(RECEIVE)
            .bind("sku", goods.sku().value())
            .bind("quantity", goods.quantity())
            .bind("max", ON_HAND_MAX)
            .execute()
        == 1;
  }

  /** Adds stock of SKUs that never had any; the others are left as they are. */
  void insertAll(List<StockLine> goods) {
    transaction
        .createUpdate(INSERT_ALL)
        .bindArray("skus", String.class, words(skus(goods)))
        .bindArray("quantities", Integer.class, quantities(goods))
        .execute();
  }

  /** Changes the stock by these lines; the transaction has locked it. */
  void change(List<StockLine> lines, StockChange change) {
    transaction
        .createUpdate(CHANGE)
        .bind("onHand", change.onHand())
        .bind("reserved", change.reserved())
        .bindArray("skus", String.class, words(skus(lines)))
        .bindArray("quantities", Integer.class, quantities(lines))
        .execute();
  }

  static List<Sku> skus(List<StockLine> lines) {
    return lines.stream().map(StockLine::sku).toList();
  }

  static List<Integer> quantities(List<StockLine> lines) {
    return lines.stream().map(StockLine::quantity).toList();
  }

  static List<String> words(Collection<Sku> skus) {
    return skus.stream().map(Sku::value).toList();
  }

  private static StockLevel level(ResultSet row, StatementContext context) throws SQLException {
    return new StockLevel(
        new Sku(row.getString("sku")), row.getLong("on_hand"), row.getLong("reserved"));
  }
}
