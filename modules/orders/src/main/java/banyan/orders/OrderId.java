package banyan.orders;

import java.util.UUID;

/**
 * What names an order for good, in every context; its reservation has the same id.
 *
 * @param value a UUIDv7 (RFC 9562 section 5.7): later orders have greater ids
 */
public record OrderId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
