package banyan.catalog.internal;

import banyan.platform.http.EntityTag;
import banyan.platform.http.Reply;
import banyan.wire.Problem;
import java.util.Map;

/** The answers that more than one endpoint gives. */
final class ProductReplies {
  static final String ETAG = "ETag";

  private static final int NOT_MODIFIED = 304;

  private ProductReplies() {}

  static Reply shown(Product product) {
    return Reply.ok(ProductView.of(product)).with(ETAG, product.tag().text());
  }

  static Reply notModified(EntityTag current) {
    return new Reply(NOT_MODIFIED, Map.of(ETAG, current.text()), null);
  }

  /**
   * @param asked what was asked for, such as {@code SKU KIT-OAK-0042}
   */
  static Reply notFound(String asked) {
    return Reply.problem(
        Problem.of(CatalogProblems.PRODUCT_NOT_FOUND, "no product has the " + asked));
  }
}
