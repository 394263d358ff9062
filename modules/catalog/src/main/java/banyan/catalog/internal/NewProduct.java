package banyan.catalog.internal;

import banyan.catalog.Money;
import banyan.catalog.Sku;

/** A product that somebody wants to add. */
record NewProduct(Sku sku, String name, String description, Money price) {}
