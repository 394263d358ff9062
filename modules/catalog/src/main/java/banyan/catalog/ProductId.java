package banyan.catalog;

import java.util.UUID;

/**
 * What names a product for good, in every context.
 *
 * @param value a UUIDv7 (RFC 9562 section 5.7): later products have greater ids
 */
public record ProductId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
