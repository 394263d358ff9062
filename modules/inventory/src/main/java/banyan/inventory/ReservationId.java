package banyan.inventory;

import java.util.UUID;

/**
 * What names a reservation. Who reserves by a call chooses it, such as the id of an order: the same
 * id is the same reservation, however often it is asked for.
 */
public record ReservationId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
