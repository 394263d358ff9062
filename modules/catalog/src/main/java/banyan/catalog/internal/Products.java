package banyan.catalog.internal;

import banyan.catalog.Money;
import banyan.catalog.ProductId;
import banyan.catalog.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The products of one tenant, within one transaction. The transaction names the tenant: row-level
 * security shows no other rows and fills in the column. Belongs to the transaction's thread.
 */
final class Products {
  private static final int BATCH_ROWS = 100;

  private static final String COLUMNS =
      "id, sku, name, description, status, amount_minor, currency, version, created_at, updated_at";

  private static final String INSERT =
      """
      INSERT INTO products (%s)
      VALUES (:id, :sku, :name, :description, :status, :amount, :currency,
              :version, :created, :updated)
      ON CONFLICT DO NOTHING
      """
          .formatted(COLUMNS);

  private static final String UPDATE =
      """
      UPDATE products
      SET status = :status, amount_minor = :amount, currency = :currency,
          version = :version, updated_at = :updated
      WHERE id = :id
      """;

  private final Handle transaction;

  Products(Handle transaction) {
    this.transaction = transaction;
  }

  boolean isEmpty() {
    return transaction
        .select("SELECT 1 FROM products LIMIT 1")
        .mapTo(int.class)
        .findOne()
        .isEmpty();
  }

  Optional<Product> find(ProductId id) {
    return select("WHERE id = :id").bind("id", id.value()).map(Products::product).findOne();
  }

  Optional<Product> find(Sku sku) {
    return select("WHERE sku = :sku").bind("sku", sku.value()).map(Products::product).findOne();
  }

  /** The products that have one of the SKUs, in no order. */
  List<Product> all(List<Sku> skus) {
    return select("WHERE sku = ANY (:skus)")
        .bindArray("skus", String.class, skus.stream().map(Sku::value).toList())
        .map(Products::product)
        .list();
  }

  /** Like {@link #find(ProductId)}; others who want to change it wait for this transaction. */
  Optional<Product> lock(ProductId id) {
    return select("WHERE id = :id FOR UPDATE")
        .bind("id", id.value())
        .map(Products::product)
        .findOne();
  }

  /** The first {@code count} products of the filter, the newest first. */
  List<Product> newest(ProductFilter filter, int count) {
    return list("WHERE true", filter, count).map(Products::product).list();
  }

  /** The first {@code count} products of the filter that come after {@code last}. */
  List<Product> before(ProductId last, ProductFilter filter, int count) {
    return list("WHERE id < :last", filter, count)
        .bind("last", last.value())
        .map(Products::product)
        .list();
  }

  /** Stores a new product; false, and nothing is stored, when its SKU is taken. */
  boolean insert(Product product) {
    return bind(transaction.createUpdate(INSERT), product).execute() == 1;
  }

  /** Stores new products, those whose SKU is taken excepted. */
  void insertAll(List<Product> products) {
    for (int from = 0; from < products.size(); from += BATCH_ROWS) {
      PreparedBatch batch = transaction.prepareBatch(INSERT);
      products
          .subList(from, Math.min(from + BATCH_ROWS, products.size()))
          .forEach(product -> bind(batch, product).add());
      batch.execute();
    }
  }

  /** Stores what may change of a product that is there. */
  void update(Product product) {
    bind(transaction.createUpdate(UPDATE), product).execute();
  }

  private Query select(String where) {
    return transaction.createQuery("SELECT " + COLUMNS + " FROM products " + where);
  }

  private Query list(String where, ProductFilter filter, int count) {
    String search =
        filter.search() == null ? "" : " AND search @@ websearch_to_tsquery('english', :search)";
    String status = filter.status() == null ? "" : " AND status = :status";
    Query query = select(where + search + status + " ORDER BY id DESC LIMIT :count");
    query.bind("count", count);
    if (filter.search() != null) {
      query.bind("search", filter.search());
    }
    if (filter.status() != null) {
      query.bind("status", filter.status().word());
    }
    return query;
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Product product) {
    return statement
        .bind("id", product.id().value())
        .bind("sku", product.sku().value())
        .bind("name", product.name())
        .bind("description", product.description())
        .bind("status", product.status().word())
        .bind("amount", product.price().amountMinor())
        .bind("currency", product.price().currency())
        .bind("version", product.version())
        .bind("created", product.createdAt())
        .bind("updated", product.updatedAt());
  }

  /** Columns by their numbers in {@link #COLUMNS}: a name would be looked up for each row. */
  private static Product product(ResultSet row, StatementContext context) throws SQLException {
    return new Product(
        new ProductId(row.getObject(1, UUID.class)),
        new Sku(row.getString(2)),
        row.getString(3),
        row.getString(4),
        Product.Status.of(row.getString(5)),
        new Money(row.getLong(6), row.getString(7)),
        row.getLong(8),
        row.getObject(9, OffsetDateTime.class).toInstant(),
        row.getObject(10, OffsetDateTime.class).toInstant());
  }
}
