package banyan.inventory;

import banyan.platform.calls.WireName;
import java.util.List;

/** What came of {@link Inventory#reserve}. */
public sealed interface ReserveOutcome {
  /** The stock is the caller's: held, or committed already. */
  @WireName("reserved")
  record Reserved(Reservation reservation) implements ReserveOutcome {}

  /**
   * Nothing is reserved.
   *
   * @param shortages every SKU that is short, in the order of the SKUs
   */
  @WireName("out-of-stock")
  record OutOfStock(List<Shortage> shortages) implements ReserveOutcome {
    public OutOfStock {
      shortages = List.copyOf(shortages);
    }
  }

  /** The reservation of this id is over, or was given up before it was made. */
  @WireName("closed")
  record Closed(ReservationState state) implements ReserveOutcome {}

  /** The id belongs to a reservation of other lines. */
  @WireName("other-lines")
  record OtherLines(Reservation existing) implements ReserveOutcome {}
}
