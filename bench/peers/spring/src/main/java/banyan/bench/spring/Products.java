package banyan.bench.spring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The products of one tenant; each call is a transaction. Any thread; blocks. */
@Repository
class Products {
  static final String TENANT = "main";

  private static final String COLUMNS =
      "id, sku, name, description, status, amount_minor, currency, version, created_at, updated_at";

  private static final String SET =
      """
      SELECT set_config('banyan.tenant', ?, true),
             set_config('search_path', ?, true),
             set_config('statement_timeout', ?, true),
             set_config('lock_timeout', ?, true),
             set_config('idle_in_transaction_session_timeout', ?, true)
      """;

  private static final String INSERT =
      "INSERT INTO products ("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

  /** A product with its version, which is its entity tag. */
  record Stored(ProductView product, long version) {}

  private final JdbcTemplate jdbc;
  private final TransactionTemplate reading;
  private final TransactionTemplate writing;

  Products(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    writing = new TransactionTemplate(transactions);
  }

  Optional<Stored> find(UUID id) {
    return within(
        reading,
        () ->
            jdbc.query("SELECT " + COLUMNS + " FROM products WHERE id = ?", Products::stored, id)
                .stream()
                .findFirst());
  }

  List<ProductView> newest(int count) {
    return within(
        reading,
        () ->
            jdbc.query(
                "SELECT " + COLUMNS + " FROM products WHERE true ORDER BY id DESC LIMIT ?",
                (row, number) -> stored(row, number).product(),
                count));
  }

  /** Whether it is new: nothing is stored when its SKU is taken. */
  boolean insert(ProductView product) {
    return within(
        writing,
        () ->
            jdbc.update(
                    INSERT,
                    product.id(),
                    product.sku(),
                    product.name(),
                    product.description(),
                    product.status(),
                    product.price().amountMinor(),
                    product.price().currency(),
                    1L,
                    Timestamp.from(product.createdAt()),
                    Timestamp.from(product.updatedAt()))
                == 1);
  }

  private <T> T within(TransactionTemplate transaction, Supplier<T> work) {
    return transaction.execute(
        status -> {
          jdbc.query(
              SET, row -> {}, TENANT, "catalog, pg_temp", "15000ms", "5000ms", "30000ms");
          return work.get();
        });
  }

  private static Stored stored(ResultSet row, int number) throws SQLException {
    return new Stored(
        new ProductView(
            row.getObject("id", UUID.class),
            row.getString("sku"),
            row.getString("name"),
            row.getString("description"),
            row.getString("status"),
            new Money(row.getLong("amount_minor"), row.getString("currency")),
            row.getTimestamp("created_at").toInstant(),
            row.getTimestamp("updated_at").toInstant()),
        row.getLong("version"));
  }
}
