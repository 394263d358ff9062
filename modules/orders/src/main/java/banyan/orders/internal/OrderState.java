package banyan.orders.internal;

import banyan.orders.OrderStatus;

/** How far an order has come, and what each point of the way has to know. */
sealed interface OrderState {
  /** The order is known. Nothing was asked of anybody: it may end without a trace elsewhere. */
  record Placed() implements OrderState {}

  /** The catalogue agrees with the prices. Stock may be reserved, or about to be. */
  record Priced() implements OrderState {}

  /** Stock is reserved. The reservation may be committed, or about to be. */
  record Reserved() implements OrderState {}

  /** The reservation is committed: the goods are the buyer's. */
  record Confirmed() implements OrderState {}

  /** It ended without goods, and holds none. */
  record Refused(Refusal why) implements OrderState {}

  /** It is to end. Stock may still be reserved or committed, and goes back. */
  record Cancelling() implements OrderState {}

  /** It was taken back, and holds no stock. */
  record Cancelled() implements OrderState {}

  /** The same as others are told it. */
  default OrderStatus status() {
    return switch (this) {
      case Placed() -> OrderStatus.PLACED;
      case Priced() -> OrderStatus.PRICED;
      case Reserved() -> OrderStatus.RESERVED;
      case Confirmed() -> OrderStatus.CONFIRMED;
      case Refused(Refusal _) -> OrderStatus.REFUSED;
      case Cancelling() -> OrderStatus.CANCELLING;
      case Cancelled() -> OrderStatus.CANCELLED;
    };
  }
}
