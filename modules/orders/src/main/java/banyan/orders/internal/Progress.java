package banyan.orders.internal;

import banyan.platform.calls.CallFailure;

/** How far the work on an order has come. */
sealed interface Progress {
  Order order();

  /** Its way is at an end. */
  record Finished(Order order) implements Progress {}

  /** Somebody else is working on it. */
  record InOtherHands(Order order) implements Progress {}

  /** Another context does not answer. The work goes on by itself, or with the next request. */
  record Delayed(Order order, CallFailure reason) implements Progress {}

  /** The progress of an order that we hold no lease of. */
  static Progress of(Order order) {
    return order.isFinished() ? new Finished(order) : new InOtherHands(order);
  }
}
