package banyan.inventory;

import banyan.catalog.Sku;

/**
 * A SKU of which there is not enough.
 *
 * @param available pieces that could be reserved, fewer than {@code wanted}
 */
public record Shortage(Sku sku, int wanted, long available) {}
