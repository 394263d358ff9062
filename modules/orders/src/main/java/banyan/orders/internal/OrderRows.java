package banyan.orders.internal;

import banyan.catalog.Money;
import banyan.catalog.Sku;
import banyan.orders.OrderId;
import banyan.orders.OrderLine;
import banyan.orders.OrderStatus;
import banyan.platform.idempotency.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The orders of one tenant, within one transaction. The transaction names the tenant: row-level
 * security shows no other rows and fills in the column. Belongs to the transaction's thread.
 */
final class OrderRows {
  private static final String SELECT =
      """
      SELECT id, placed_by, fingerprint, state, refusal, currency, total_minor, version, placed_at,
             updated_at,
             ARRAY(SELECT sku FROM order_lines WHERE order_id = orders.id ORDER BY line) AS skus,
             ARRAY(SELECT quantity FROM order_lines WHERE order_id = orders.id ORDER BY line)
               AS quantities,
             ARRAY(SELECT unit_minor FROM order_lines WHERE order_id = orders.id ORDER BY line) AS units
      FROM orders
      """;

  private static final String INSERT =
      """
      INSERT INTO orders (id, placed_by, idempotency_key, fingerprint, state, currency,
                          total_minor, version, placed_at, updated_at)
      VALUES (:id, :by, :key, :fingerprint, :state, :currency, :total, :version, :placed, :updated)
      ON CONFLICT DO NOTHING
      """;

  private static final String INSERT_LINE =
      """
      INSERT INTO order_lines (order_id, line, sku, quantity, unit_minor)
      VALUES (:order, :line, :sku, :quantity, :unit)
      """;

  private static final String UPDATE =
      """
      UPDATE orders
      SET state = :state, refusal = CAST(:refusal AS jsonb), version = :version,
          updated_at = :updated
      WHERE id = :id
      """;

  /**
   * An order and the request that placed it.
   *
   * @param fingerprint as {@link Use} has it
   */
  record Known(Order order, byte[] fingerprint) {}

  private final Handle transaction;

  OrderRows(Handle transaction) {
    this.transaction = transaction;
  }

  Optional<Order> find(OrderId id) {
    return select("WHERE id = :id").bind("id", id.value()).map(OrderRows::order).findOne();
  }

  /** Like {@link #find}, of an order that is known to be there. */
  Order get(OrderId id) {
    return find(id).orElseThrow();
  }

  /** Like {@link #find}; others who want to change it wait for this transaction. */
  Optional<Order> lock(OrderId id) {
    return select("WHERE id = :id FOR UPDATE")
        .bind("id", id.value())
        .map(OrderRows::order)
        .findOne();
  }

  /** The order that this key has placed; there must be one. */
  Known placedWith(Use use) {
    return select("WHERE placed_by = :by AND idempotency_key = :key")
        .bind("by", use.principal())
        .bind("key", use.key())
        .map((row, context) -> new Known(order(row, context), row.getBytes("fingerprint")))
        .one();
  }

  /** The first {@code count} orders of the status, or of any; the newest first. */
  List<Order> newest(@Nullable OrderStatus status, int count) {
    return list("WHERE true", status, count).map(OrderRows::order).list();
  }

  /** The first {@code count} orders of the status, or of any, that come after {@code last}. */
  List<Order> before(OrderId last, @Nullable OrderStatus status, int count) {
    return list("WHERE id < :last", status, count)
        .bind("last", last.value())
        .map(OrderRows::order)
        .list();
  }

  /** Stores a new order; false, and nothing is stored, when its key has placed one. */
  boolean insert(Order order, Use use) {
    int inserted =
        transaction
            .createUpdate(INSERT)
            .bind("id", order.id().value())
            .bind("by", order.placedBy())
            .bind("key", use.key())
            .bind("fingerprint", use.fingerprint())
            .bind("state", order.state().status().word())
            .bind("currency", order.total().currency())
            .bind("total", order.total().amountMinor())
            .bind("version", order.version())
            .bind("placed", order.placedAt())
            .bind("updated", order.updatedAt())
            .execute();
    if (inserted == 0) {
      return false;
    }
    insertLines(order);
    return true;
  }

  /** Stores what may change of an order that is there. */
  void update(Order order) {
    String refusal =
        order.state() instanceof OrderState.Refused(Refusal why) ? RefusalJson.write(why) : null;
    transaction
        .createUpdate(UPDATE)
        .bind("id", order.id().value())
        .bind("state", order.state().status().word())
        .bind("refusal", refusal)
        .bind("version", order.version())
        .bind("updated", order.updatedAt())
        .execute();
  }

  private void insertLines(Order order) {
    PreparedBatch batch = transaction.prepareBatch(INSERT_LINE);
    for (int line = 0; line < order.lines().size(); line++) {
      OrderLine each = order.lines().get(line);
      batch
          .bind("order", order.id().value())
          .bind("line", line)
          .bind("sku", each.sku().value())
          .bind("quantity", each.quantity())
          .bind("unit", each.unitPrice().amountMinor())
          .add();
    }
    batch.execute();
  }

  private Query select(String where) {
    return transaction.createQuery(SELECT + where);
  }

  private Query list(String where, @Nullable OrderStatus status, int count) {
    String and = status == null ? "" : " AND state = :state";
    Query query = select(where + and + " ORDER BY id DESC LIMIT :count").bind("count", count);
    return status == null ? query : query.bind("state", status.word());
  }

  private static Order order(ResultSet row, StatementContext context) throws SQLException {
    String currency = row.getString("currency");
    return new Order(
        new OrderId(row.getObject("id", UUID.class)),
        row.getString("placed_by"),
        state(OrderStatus.of(row.getString("state")), row.getString("refusal")),
        lines(row, currency),
        new Money(row.getLong("total_minor"), currency),
        row.getLong("version"),
        row.getTimestamp("placed_at").toInstant(),
        row.getTimestamp("updated_at").toInstant());
  }

  private static OrderState state(OrderStatus status, @Nullable String refusal) {
    return switch (status) {
      case PLACED -> new OrderState.Placed();
      case PRICED -> new OrderState.Priced();
      case RESERVED -> new OrderState.Reserved();
      case CONFIRMED -> new OrderState.Confirmed();
      case REFUSED -> new OrderState.Refused(RefusalJson.read(Objects.requireNonNull(refusal)));
      case CANCELLING -> new OrderState.Cancelling();
      case CANCELLED -> new OrderState.Cancelled();
    };
  }

  private static List<OrderLine> lines(ResultSet row, String currency) throws SQLException {
    String[] skus = (String[]) row.getArray("skus").getArray();
    Integer[] quantities = (Integer[]) row.getArray("quantities").getArray();
    Long[] units = (Long[]) row.getArray("units").getArray();
    List<OrderLine> lines = new ArrayList<>();
    for (int line = 0; line < skus.length; line++) {
      lines.add(
          new OrderLine(new Sku(skus[line]), quantities[line], new Money(units[line], currency)));
    }
    return lines;
  }
}
