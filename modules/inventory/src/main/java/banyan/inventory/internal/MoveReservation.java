package banyan.inventory.internal;

import banyan.inventory.MoveOutcome;
import banyan.inventory.Reservation;
import banyan.inventory.ReservationId;
import java.time.Instant;
import java.time.InstantSource;

/** Commits, releases or gives back a reservation, and moves its stock with it. Any thread. */
final class MoveReservation {
  private final InstantSource clock;

  MoveReservation(InstantSource clock) {
    this.clock = clock;
  }

  /** Makes the move, if the reservation is there and its state allows it. */
  MoveOutcome move(Reservations reservations, ReservationId id, Move move) {
    Instant now = clock.instant();
    return reservations
        .lock(id, now)
        .map(found -> move(reservations, found, move, now))
        .orElseGet(() -> new MoveOutcome.Unknown(id));
  }

  /**
   * Releases a reservation, or sees to it that it will never be made: a release may overtake the
   * reserve that it takes back, and that must find nothing to hold.
   */
  MoveOutcome releaseForGood(Reservations reservations, ReservationId id) {
    MoveOutcome outcome = move(reservations, id, Move.RELEASE);
    if (outcome instanceof MoveOutcome.Unknown) {
      return new MoveOutcome.Moved(reservations.insertReleased(id, clock.instant()));
    }
    return outcome;
  }

  private static MoveOutcome move(
      Reservations reservations, Reservation found, Move move, Instant now) {
    return switch (move.from(found.state(), now)) {
      case Move.Step.To(var next, var change) -> {
        Reservation moved = found.in(next);
        reservations.update(moved, change, now);
        yield new MoveOutcome.Moved(moved);
      }
      case Move.Step.Reached() -> new MoveOutcome.Moved(found);
      case Move.Step.Refused() -> new MoveOutcome.NotPossible(found.state());
    };
  }
}
