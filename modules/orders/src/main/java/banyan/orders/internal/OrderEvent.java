package banyan.orders.internal;

/** What may happen to an order: the outcome of a step, or a wish of the buyer. */
sealed interface OrderEvent {
  /** Every product is for sale at the price that the buyer saw. */
  record PricesAgreed() implements OrderEvent {}

  /** The catalogue does not sell it so. */
  record PricesRefused(Refusal why) implements OrderEvent {}

  /** Inventory keeps the goods for this order. */
  record StockReserved() implements OrderEvent {}

  /** Inventory keeps nothing for this order, and never will. */
  record StockRefused(Refusal why) implements OrderEvent {}

  /** The goods have left the stock for good. */
  record ReservationCommitted() implements OrderEvent {}

  /** The reservation ended before it was committed; its goods are free again. */
  record ReservationLost() implements OrderEvent {}

  /** Somebody takes the order back. */
  record CancelAsked() implements OrderEvent {}

  /** Nothing is reserved or committed for this order any more, and nothing can be. */
  record StockReturned() implements OrderEvent {}
}
