package banyan.acceptance;

import static banyan.acceptance.KillPoint.Gate.KEY;
import static banyan.acceptance.KillPoint.Gate.ORDER;
import static banyan.acceptance.KillPoint.Gate.PRODUCTS;
import static banyan.acceptance.KillPoint.Gate.RESERVATION;
import static banyan.acceptance.KillPoint.Gate.STOCK;

import java.util.List;

/**
 * Where an order stands when its process is killed. Before one step is after the step before: what
 * lies between are commits that nobody has heard of yet.
 */
enum KillPoint {
  BEFORE_THE_ORDER_IS_THERE(false, KEY),
  BEFORE_PRICED_IS_SAVED(false, PRODUCTS, ORDER),
  BEFORE_STOCK_IS_RESERVED(false, STOCK),
  BEFORE_RESERVED_IS_SAVED(false, STOCK, ORDER),
  BEFORE_THE_COMMIT(false, STOCK, ORDER, RESERVATION),
  BEFORE_CONFIRMED_IS_SAVED(false, STOCK, ORDER, RESERVATION, ORDER),
  AFTER_IT_IS_ANSWERED(false),
  BEFORE_CANCELLING_IS_SAVED(true, ORDER),
  BEFORE_STOCK_GOES_BACK(true, RESERVATION),
  WHILE_STOCK_GOES_BACK(true, STOCK),
  BEFORE_CANCELLED_IS_SAVED(true, STOCK, ORDER),
  AFTER_IT_IS_CANCELLED(true),
  /** The last, since nobody else reads products while it is held. */
  BEFORE_PRICES_ARE_CHECKED(false, PRODUCTS);

  /** What an order needs a lock of on its way, and what the test can hold. */
  enum Gate {
    /** The key, in the unique index: an order with it that is not committed. */
    KEY,
    /** The whole table of products: reading needs no lock of a row. */
    PRODUCTS,
    /** The stock of the order's SKU. */
    STOCK,
    /** The order's row. */
    ORDER,
    /** The row of its reservation. */
    RESERVATION
  }

  private final boolean isCancelled;
  private final List<Gate> gates;

  KillPoint(boolean isCancelled, Gate... gates) {
    this.isCancelled = isCancelled;
    this.gates = List.of(gates);
  }

  /** Whether the order is confirmed first, and cancelled then. */
  boolean isCancelled() {
    return isCancelled;
  }

  /** What it passes on its way, one after the other; the last one holds it. */
  List<Gate> gates() {
    return gates;
  }
}
