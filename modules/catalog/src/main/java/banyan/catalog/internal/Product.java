package banyan.catalog.internal;

import static java.time.temporal.ChronoUnit.MICROS;

import banyan.catalog.Money;
import banyan.catalog.ProductId;
import banyan.catalog.Sku;
import banyan.platform.http.EntityTag;
import java.time.Instant;

/**
 * A product as it stands in the catalogue. Every change is the next version of it.
 *
 * @param version 1 for a new product, one more with every change; its entity tag
 */
record Product(
    ProductId id,
    Sku sku,
    String name,
    String description,
    Status status,
    Money price,
    long version,
    Instant createdAt,
    Instant updatedAt) {
  static final int NAME_LENGTH_MAX = 120;
  static final int DESCRIPTION_LENGTH_MAX = 2_000;

  /** Whether a product is for sale. An archived one stays readable and changes no more. */
  enum Status {
    ACTIVE("active"),
    ARCHIVED("archived");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    static Status of(String word) {
      return switch (word) {
        case "active" -> ACTIVE;
        case "archived" -> ARCHIVED;
        default -> throw new IllegalArgumentException("no status of a product: " + word);
      };
    }

    /** As the API and the table write it. */
    String word() {
      return word;
    }
  }

  Product {
    // PostgreSQL keeps microseconds; a product must read the same before and after it was stored.
    createdAt = createdAt.truncatedTo(MICROS);
    updatedAt = updatedAt.truncatedTo(MICROS);
  }

  static Product added(ProductId id, NewProduct wanted, Instant now) {
    return new Product(
        id,
        wanted.sku(),
        wanted.name(),
        wanted.description(),
        Status.ACTIVE,
        wanted.price(),
        1,
        now,
        now);
  }

  Product withPrice(Money newPrice, Instant now) {
    return new Product(id, sku, name, description, status, newPrice, version + 1, createdAt, now);
  }

  Product archived(Instant now) {
    return new Product(
        id, sku, name, description, Status.ARCHIVED, price, version + 1, createdAt, now);
  }

  boolean isArchived() {
    return status == Status.ARCHIVED;
  }

  /** The strong validator of everything a client can see of it. */
  EntityTag tag() {
    return EntityTag.strong(Long.toString(version));
  }
}
