package banyan.inventory.internal;

import banyan.inventory.StockProblems;
import banyan.wire.ProblemType;
import java.util.List;

/** The problems that the inventory answers. */
final class InventoryProblems {
  static final ProblemType STOCK_NOT_FOUND =
      new ProblemType(
          "stock-not-found",
          404,
          "There has never been stock of this SKU",
          "Compare the SKU with the product's, or post its first receipt.");
  static final ProblemType STOCK_FULL =
      new ProblemType(
          "stock-full",
          409,
          "There would be more stock than can be counted",
          "Check the quantity, and what is on hand of the SKU.");
  static final ProblemType RESERVATION_NOT_FOUND =
      new ProblemType(
          "reservation-not-found",
          404,
          "There is no such reservation",
          "Use the `id` as the reservation's answer gave it.");
  static final ProblemType RESERVATION_CLOSED =
      new ProblemType(
          "reservation-closed",
          409,
          "What has become of the reservation does not allow this",
          "Read `state`. Where it is `expired` or `released`, make a new reservation; a"
              + " `committed` one cannot be released any more.");

  private InventoryProblems() {}

  static List<ProblemType> all() {
    return List.of(
        STOCK_NOT_FOUND,
        STOCK_FULL,
        StockProblems.OUT_OF_STOCK,
        RESERVATION_NOT_FOUND,
        RESERVATION_CLOSED);
  }
}
