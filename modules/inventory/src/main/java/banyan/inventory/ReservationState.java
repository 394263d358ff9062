package banyan.inventory;

import banyan.platform.calls.WireName;
import java.time.Instant;

/** What has become of a reservation. */
public sealed interface ReservationState {
  /** Its stock is promised, and free again by itself at {@code expiresAt}. */
  @WireName("held")
  record Held(Instant expiresAt) implements ReservationState {}

  /** Nobody committed it in time: its stock is free. */
  @WireName("expired")
  record Expired(Instant expiredAt) implements ReservationState {}

  /** Given up while it was held, or before it was made: its stock is free. */
  @WireName("released")
  record Released(Instant releasedAt) implements ReservationState {}

  /** Its stock has left the warehouse. */
  @WireName("committed")
  record Committed(Instant committedAt) implements ReservationState {}

  /** Its stock had left the warehouse and is back. */
  @WireName("returned")
  record Returned(Instant returnedAt) implements ReservationState {}

  /** As the API and the table write it. */
  default String word() {
    return switch (this) {
      case Held held -> "held";
      case Expired expired -> "expired";
      case Released released -> "released";
      case Committed committed -> "committed";
      case Returned returned -> "returned";
    };
  }
}
