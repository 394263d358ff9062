package banyan.inventory.internal;

import static java.time.temporal.ChronoUnit.MICROS;

import banyan.inventory.ReservationState;
import banyan.inventory.ReservationState.Committed;
import banyan.inventory.ReservationState.Expired;
import banyan.inventory.ReservationState.Held;
import banyan.inventory.ReservationState.Released;
import banyan.inventory.ReservationState.Returned;
import java.time.Instant;

/**
 * What may be done with a reservation, and where it leads: pure functions of its state.
 *
 * <pre>
 *   Held ──── commit ───► Committed ──── give back ───► Returned
 *     ├────── release ──► Released
 *     └────── time ─────► Expired
 * </pre>
 *
 * <p>A move whose aim is reached already changes nothing, so that each may be asked for again.
 */
enum Move {
  /** Aims at: the stock has left the warehouse. */
  COMMIT {
    @Override
    Step from(ReservationState state, Instant now) {
      return switch (state) {
        case Held held -> new Step.To(new Committed(now.truncatedTo(MICROS)), StockChange.TAKE);
        case Committed committed -> new Step.Reached();
        case Released released -> new Step.Refused();
        case Expired expired -> new Step.Refused();
        case Returned returned -> new Step.Refused();
      };
    }
  },

  /** Aims at: nothing is promised. */
  RELEASE {
    @Override
    Step from(ReservationState state, Instant now) {
      return switch (state) {
        case Held held -> new Step.To(new Released(now.truncatedTo(MICROS)), StockChange.FREE);
        case Released released -> new Step.Reached();
        case Expired expired -> new Step.Reached();
        case Returned returned -> new Step.Reached();
        case Committed committed -> new Step.Refused();
      };
    }
  },

  /** Aims at: what had left the warehouse is back. */
  GIVE_BACK {
    @Override
    Step from(ReservationState state, Instant now) {
      return switch (state) {
        case Committed committed ->
            new Step.To(new Returned(now.truncatedTo(MICROS)), StockChange.BRING_BACK);
        case Returned returned -> new Step.Reached();
        case Held held -> new Step.Refused();
        case Released released -> new Step.Refused();
        case Expired expired -> new Step.Refused();
      };
    }
  };

  /** Where a move leads. */
  sealed interface Step {
    /** To another state, and the stock changes with it. */
    record To(ReservationState next, StockChange change) implements Step {}

    /** Nowhere: the aim is reached. */
    record Reached() implements Step {}

    /** Nowhere: from this state there is no way to the aim. */
    record Refused() implements Step {}
  }

  abstract Step from(ReservationState state, Instant now);
}
