package banyan.catalog.internal;

import static banyan.catalog.internal.CatalogProblems.DUPLICATE_SKU;
import static banyan.catalog.internal.CatalogProblems.PRECONDITION_FAILED;
import static banyan.catalog.internal.CatalogProblems.PRECONDITION_REQUIRED;
import static banyan.catalog.internal.CatalogProblems.PRODUCT_ARCHIVED;
import static banyan.catalog.internal.ProductReplies.ETAG;
import static banyan.catalog.internal.ProductReplies.notFound;
import static banyan.catalog.internal.ProductReplies.shown;

import banyan.catalog.Money;
import banyan.catalog.ProductId;
import banyan.platform.TimeOrderedIds;
import banyan.platform.database.ContextDatabase;
import banyan.platform.http.ApiRequest;
import banyan.platform.http.EntityTag;
import banyan.platform.http.EntityTags;
import banyan.platform.http.Reply;
import banyan.platform.idempotency.Keys;
import banyan.wire.Problem;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** The endpoints that change products: HTTP in and out, nothing decided. Any thread. */
final class ProductCommands {
  private final ContextDatabase database;
  private final Keys keys;
  private final AddProduct addProduct;
  private final ChangePrice changePrice;
  private final ArchiveProduct archiveProduct;

  ProductCommands(ContextDatabase database, TimeOrderedIds ids, InstantSource clock) {
    this.database = database;
    keys = new Keys(clock);
    addProduct = new AddProduct(ids, clock);
    changePrice = new ChangePrice(clock);
    archiveProduct = new ArchiveProduct(clock);
  }

  Reply add(ApiRequest request) {
    NewProduct wanted = request.body(NewProductBody.class).product();
    return keys.once(request, database, tx -> answer(addProduct.add(new Products(tx), wanted)));
  }

  Reply changePrice(ApiRequest request) {
    Optional<EntityTags> expected = request.field("If-Match").flatMap(EntityTags::read);
    if (expected.isEmpty()) {
      return Reply.problem(
          Problem.of(PRECONDITION_REQUIRED, "send If-Match with the ETag of the product"));
    }
    ProductId id = id(request);
    Money price = request.body(Money.class);
    var result =
        database.write(
            request.caller().tenant(),
            tx -> changePrice.change(new Products(tx), id, expected.get(), price));
    return answer(result, id);
  }

  Reply archive(ApiRequest request) {
    ProductId id = id(request);
    return database
        .write(request.caller().tenant(), tx -> archiveProduct.archive(new Products(tx), id))
        .map(ProductReplies::shown)
        .orElseGet(() -> notFound("id " + id));
  }

  private static ProductId id(ApiRequest request) {
    return new ProductId(UUID.fromString(request.pathParameter("id")));
  }

  private static Reply answer(AddProduct.Result result) {
    return switch (result) {
      case AddProduct.Result.Added(Product product) ->
          Reply.created(CatalogRoutes.PRODUCTS + "/" + product.id(), ProductView.of(product))
              .with(ETAG, product.tag().text());
      case AddProduct.Result.DuplicateSku(Product existing) ->
          Reply.problem(
              Problem.of(
                      DUPLICATE_SKU, "product " + existing.id() + " has the SKU " + existing.sku())
                  .with("productId", existing.id().toString()));
    };
  }

  private static Reply answer(ChangePrice.Result result, ProductId id) {
    return switch (result) {
      case ChangePrice.Result.Changed(Product product) -> shown(product);
      case ChangePrice.Result.Unknown() -> notFound("id " + id);
      case ChangePrice.Result.Archived() ->
          Reply.problem(Problem.of(PRODUCT_ARCHIVED, "product " + id + " is archived"));
      case ChangePrice.Result.Stale(EntityTag current) ->
          Reply.problem(
              Problem.of(
                  PRECONDITION_FAILED,
                  "the product's ETag is " + current.text() + ", which If-Match does not name"));
    };
  }
}
