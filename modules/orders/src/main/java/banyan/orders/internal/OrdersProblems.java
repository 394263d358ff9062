package banyan.orders.internal;

import banyan.wire.ProblemType;
import java.util.List;

/** The problems that only orders answer. */
final class OrdersProblems {
  static final ProblemType ORDER_NOT_FOUND =
      new ProblemType(
          "order-not-found",
          404,
          "There is no such order",
          "Compare the id with the list at /api/v1/orders.");
  static final ProblemType UNKNOWN_SKU =
      new ProblemType(
          "unknown-sku",
          422,
          "The order names products that do not exist",
          "Correct the lines that `violations` point to, and order with a new key.");
  static final ProblemType NOT_FOR_SALE =
      new ProblemType(
          "not-for-sale",
          409,
          "The order names products that are off sale",
          "Leave out the SKUs in `skus`, and order with a new key.");
  static final ProblemType PRICE_CHANGED =
      new ProblemType(
          "price-changed",
          409,
          "A product costs something else now",
          "Show the buyer the prices in `current`; if they agree, order with them and a new key.");
  static final ProblemType RESERVATION_LOST =
      new ProblemType(
          "reservation-lost",
          409,
          "The goods were not held long enough",
          "Order again with a new key.");
  static final ProblemType ORDER_REFUSED =
      new ProblemType(
          "order-refused",
          409,
          "A refused order cannot be cancelled",
          "Nothing is to be done: it holds no goods.");

  private OrdersProblems() {}

  static List<ProblemType> all() {
    return List.of(
        ORDER_NOT_FOUND, UNKNOWN_SKU, NOT_FOR_SALE, PRICE_CHANGED, RESERVATION_LOST, ORDER_REFUSED);
  }
}
