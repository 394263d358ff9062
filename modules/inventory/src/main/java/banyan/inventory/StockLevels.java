package banyan.inventory;

import java.util.List;

/**
 * The stock that was asked for, in the order of the SKUs.
 *
 * @param levels without the SKUs that never had stock
 */
public record StockLevels(List<StockLevel> levels) {
  public StockLevels {
    levels = List.copyOf(levels);
  }
}
