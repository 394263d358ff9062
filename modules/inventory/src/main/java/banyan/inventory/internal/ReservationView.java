package banyan.inventory.internal;

import banyan.inventory.Reservation;
import banyan.inventory.ReservationState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as a client sees it.
 *
 * @param expiresAt while it is held, and when it has expired; null, and absent, in other states
 * @param changedAt when it was committed, released or returned; null, and absent, before
 */
record ReservationView(
    UUID id,
    List<LineView> lines,
    String state,
    @Nullable Instant expiresAt,
    @Nullable Instant changedAt) {
  static ReservationView of(Reservation reservation) {
    return switch (reservation.state()) {
      case ReservationState.Held(Instant expires) -> of(reservation, expires, null);
      case ReservationState.Expired(Instant expired) -> of(reservation, expired, null);
      case ReservationState.Committed(Instant at) -> of(reservation, null, at);
      case ReservationState.Released(Instant at) -> of(reservation, null, at);
      case ReservationState.Returned(Instant at) -> of(reservation, null, at);
    };
  }

  private static ReservationView of(
      Reservation reservation, @Nullable Instant expiresAt, @Nullable Instant changedAt) {
    return new ReservationView(
        reservation.id().value(),
        reservation.lines().stream().map(LineView::of).toList(),
        reservation.state().word(),
        expiresAt,
        changedAt);
  }
}
