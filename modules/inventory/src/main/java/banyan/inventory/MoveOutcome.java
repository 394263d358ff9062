package banyan.inventory;

import banyan.platform.calls.WireName;

/** What came of {@link Inventory#commit}, {@link Inventory#release}, {@link Inventory#giveBack}. */
public sealed interface MoveOutcome {
  /** The reservation is where it was to go, now or already before. */
  @WireName("moved")
  record Moved(Reservation reservation) implements MoveOutcome {}

  /** From its state there is no such move; nothing has changed. */
  @WireName("not-possible")
  record NotPossible(ReservationState state) implements MoveOutcome {}

  /** There is no reservation of this id. */
  @WireName("unknown")
  record Unknown(ReservationId id) implements MoveOutcome {}
}
