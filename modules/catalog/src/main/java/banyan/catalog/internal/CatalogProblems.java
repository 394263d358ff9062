package banyan.catalog.internal;

import banyan.wire.ProblemType;
import java.util.List;

/** The problems that only the catalogue answers. */
final class CatalogProblems {
  static final ProblemType PRODUCT_NOT_FOUND =
      new ProblemType(
          "product-not-found",
          404,
          "There is no such product",
          "Compare the id or SKU with the list at /api/v1/products.");
  static final ProblemType DUPLICATE_SKU =
      new ProblemType(
          "duplicate-sku",
          409,
          "Another product has this SKU",
          "Choose another SKU, or work on the product that `productId` names.");
  static final ProblemType PRODUCT_ARCHIVED =
      new ProblemType(
          "product-archived",
          409,
          "An archived product changes no more",
          "Add a new product with a SKU of its own.");
  static final ProblemType PRECONDITION_REQUIRED =
      new ProblemType(
          "precondition-required",
          428,
          "The change needs to know which state it changes",
          "Send `If-Match` with the `ETag` of the product as you read it.");
  static final ProblemType PRECONDITION_FAILED =
      new ProblemType(
          "precondition-failed",
          412,
          "The product has changed since it was read",
          "Read the product again, decide again, and send the new `ETag` in `If-Match`.");

  private CatalogProblems() {}

  static List<ProblemType> all() {
    return List.of(
        PRODUCT_NOT_FOUND,
        DUPLICATE_SKU,
        PRODUCT_ARCHIVED,
        PRECONDITION_REQUIRED,
        PRECONDITION_FAILED);
  }
}
