package banyan.orders.internal;

/**
 * What is done for an order at one point of its way: calls to another context that may be repeated
 * without harm.
 */
enum Step {
  /** Asks the catalogue whether the prices hold. */
  CHECK_PRICES,
  /** Has inventory keep the goods. */
  RESERVE,
  /** Has inventory hand the goods over. */
  COMMIT,
  /** Has inventory take back whatever it keeps, or has handed over, for this order. */
  RETURN_STOCK
}
