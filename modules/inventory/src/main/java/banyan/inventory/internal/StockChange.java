package banyan.inventory.internal;

/**
 * How a line of a reservation changes the stock of its SKU, for each piece.
 *
 * @see Stock#change
 */
enum StockChange {
  /** Promised. */
  HOLD(0, 1),
  /** Not promised any more. */
  FREE(0, -1),
  /** Gone, as it was promised. */
  TAKE(-1, -1),
  /** Gone, and back. */
  BRING_BACK(1, 0);

  private final int onHand;
  private final int reserved;

  StockChange(int onHand, int reserved) {
    this.onHand = onHand;
    this.reserved = reserved;
  }

  int onHand() {
    return onHand;
  }

  int reserved() {
    return reserved;
  }
}
