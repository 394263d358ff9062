package banyan.catalog.internal;

import static banyan.catalog.internal.ProductReplies.notFound;
import static banyan.catalog.internal.ProductReplies.notModified;
import static banyan.catalog.internal.ProductReplies.shown;

import banyan.catalog.ProductId;
import banyan.catalog.Sku;
import banyan.platform.database.ContextDatabase;
import banyan.platform.http.ApiRequest;
import banyan.platform.http.EntityTag;
import banyan.platform.http.EntityTags;
import banyan.platform.http.Reply;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The endpoints that read products: HTTP in and out, nothing decided. Any thread. */
final class ProductQueries {
  private final ContextDatabase database;
  private final FindProducts findProducts = new FindProducts();
  private final ShowProduct showProduct = new ShowProduct();

  ProductQueries(ContextDatabase database) {
    this.database = database;
  }

  Reply list(ApiRequest request) {
    String tenant = request.caller().tenant();
    var query = query(request, tenant);
    var result = database.read(tenant, tx -> findProducts.find(new Products(tx), query));
    return switch (result) {
      case FindProducts.Result.Page page -> Reply.ok(ProductPageView.of(page));
      case FindProducts.Result.InvalidCursor() ->
          Reply.problem(
              Problem.of(
                  Problems.INVALID_CURSOR,
                  "this cursor was not given for this list, or not as it was sent"));
    };
  }

  Reply byId(ApiRequest request) {
    String id = request.pathParameter("id");
    ProductId productId = new ProductId(UUID.fromString(id));
    return answer(
        database.read(
            request.caller().tenant(),
            tx -> showProduct.byId(new Products(tx), productId, known(request))),
        "id " + id);
  }

  Reply bySku(ApiRequest request) {
    Sku sku = new Sku(request.pathParameter("sku"));
    return answer(
        database.read(
            request.caller().tenant(),
            tx -> showProduct.bySku(new Products(tx), sku, known(request))),
        "SKU " + sku);
  }

  private static FindProducts.Query query(ApiRequest request, String tenant) {
    return new FindProducts.Query(
        tenant,
        new ProductFilter(
            request.query("q").orElse(null),
            request.query("status").map(Product.Status::of).orElse(null)),
        request.query("cursor").orElse(null),
        request.query("limit").map(Integer::parseInt).orElse(FindProducts.LIMIT_DEFAULT));
  }

  private static @Nullable EntityTags known(ApiRequest request) {
    return request.field("If-None-Match").flatMap(EntityTags::read).orElse(null);
  }

  private static Reply answer(ShowProduct.Result result, String asked) {
    return switch (result) {
      case ShowProduct.Result.Shown(Product product) -> shown(product);
      case ShowProduct.Result.NotModified(EntityTag current) -> notModified(current);
      case ShowProduct.Result.Unknown() -> notFound(asked);
    };
  }
}
