package banyan.inventory;

import banyan.wire.ProblemType;

/** The problems of stock that other contexts answer, too. */
public final class StockProblems {
  /** Carries {@code shortages}: sku, wanted and available of every SKU that is short. */
  public static final ProblemType OUT_OF_STOCK =
      new ProblemType(
          "out-of-stock",
          409,
          "There is not enough stock",
          "Ask for no more than `available` of each SKU in `shortages`, or try again later.");

  private StockProblems() {}
}
