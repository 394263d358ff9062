package banyan.catalog.internal;

import banyan.testing.ApiAnswer;
import banyan.testing.ApiClient;

/** A client of the catalogue's API on behalf of one tenant. Any thread. */
record CatalogClient(ApiClient api) {
  ApiAnswer get(String target, String... fields) {
    return api.get(target, fields);
  }

  ApiAnswer post(String target, String json, String... fields) {
    return api.post(target, json, fields);
  }

  ApiAnswer put(String target, String json, String... fields) {
    return api.put(target, json, fields);
  }

  ApiAnswer send(String method, String target, String json, String... fields) {
    return api.send(method, target, json, fields);
  }

  /** Adds a product of this SKU. */
  ApiAnswer add(String sku, String... fields) {
    return post(CatalogRoutes.PRODUCTS, product(sku), fields);
  }

  /** A valid new product. */
  static String product(String sku) {
    return """
    {"sku": "%s", "name": "Plain Oak Shelf", "description": "Holds books.",
     "price": {"amountMinor": 4990, "currency": "EUR"}}
    """
        .formatted(sku);
  }
}
