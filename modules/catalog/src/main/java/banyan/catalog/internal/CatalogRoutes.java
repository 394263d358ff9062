package banyan.catalog.internal;

import static banyan.catalog.internal.CatalogProblems.DUPLICATE_SKU;
import static banyan.catalog.internal.CatalogProblems.PRECONDITION_FAILED;
import static banyan.catalog.internal.CatalogProblems.PRECONDITION_REQUIRED;
import static banyan.catalog.internal.CatalogProblems.PRODUCT_ARCHIVED;
import static banyan.catalog.internal.CatalogProblems.PRODUCT_NOT_FOUND;
import static banyan.wire.Problems.INVALID_CURSOR;

import banyan.catalog.CatalogShapes;
import banyan.platform.http.Declare;
import banyan.platform.http.RouteDeclaration;
import banyan.platform.http.Shapes;
import java.util.List;

/** The catalogue's routes, as requests are checked against them and clients read of them. */
final class CatalogRoutes {
  static final String PRODUCTS = "/api/v1/products";

  /** What a caller must hold to change products; anybody may read them. */
  static final String WRITE = "catalog:write";

  private CatalogRoutes() {}

  static List<RouteDeclaration> of(ProductQueries queries, ProductCommands commands) {
    return List.of(
        list(queries),
        byId(queries),
        bySku(queries),
        add(commands),
        changePrice(commands),
        archive(commands));
  }

  private static RouteDeclaration list(ProductQueries queries) {
    return Declare.get(PRODUCTS, queries::list)
        .summary("Lists products, the newest first")
        .query("cursor", ProductShapes.CURSOR, "`next` of the page before; leave out for the first")
        .query("limit", ProductShapes.LIMIT, "The most products on the page; 20 unless sent")
        .query("q", ProductShapes.SEARCH, "Words, \"phrases\", or, and -excluded words")
        .query("status", ProductShapes.STATUS, "Only products of this status")
        .answers(200, ProductShapes.PRODUCT_PAGE, "A page; without `next` it is the last one")
        .refuses(INVALID_CURSOR)
        .route();
  }

  private static RouteDeclaration byId(ProductQueries queries) {
    return show(Declare.get(PRODUCTS + "/{id}", queries::byId))
        .summary("Shows a product")
        .path("id", Shapes.uuid(), "The product's id")
        .route();
  }

  private static RouteDeclaration bySku(ProductQueries queries) {
    return show(Declare.get(PRODUCTS + "/by-sku/{sku}", queries::bySku))
        .summary("Shows the product that has a SKU")
        .path("sku", CatalogShapes.SKU, "The product's SKU")
        .route();
  }

  private static Declare show(Declare route) {
    return route
        .field("If-None-Match", Shapes.entityTags(), "The ETag of the product you have")
        .answers(200, ProductShapes.PRODUCT, "The product", "ETag")
        .answers(304, null, "You have the product as it stands", "ETag")
        .refuses(PRODUCT_NOT_FOUND);
  }

  private static RouteDeclaration add(ProductCommands commands) {
    return Declare.post(PRODUCTS, commands::add)
        .summary("Adds a product")
        .right(WRITE)
        .body(ProductShapes.NEW_PRODUCT)
        .answers(201, ProductShapes.PRODUCT, "The new product", "Location", "ETag")
        .refuses(DUPLICATE_SKU)
        .idempotent()
        .route();
  }

  private static RouteDeclaration changePrice(ProductCommands commands) {
    return Declare.put(PRODUCTS + "/{id}/price", commands::changePrice)
        .summary("Changes a product's price, if it is still the product that was read")
        .right(WRITE)
        .path("id", Shapes.uuid(), "The product's id")
        .field("If-Match", Shapes.entityTags(), "The ETag of the product you read; required")
        .body(CatalogShapes.MONEY)
        .answers(200, ProductShapes.PRODUCT, "The product with its new price", "ETag")
        .refuses(PRODUCT_NOT_FOUND, PRODUCT_ARCHIVED, PRECONDITION_FAILED, PRECONDITION_REQUIRED)
        .route();
  }

  private static RouteDeclaration archive(ProductCommands commands) {
    return Declare.post(PRODUCTS + "/{id}/archive", commands::archive)
        .summary("Takes a product off sale for good; doing it again changes nothing")
        .right(WRITE)
        .path("id", Shapes.uuid(), "The product's id")
        .answers(200, ProductShapes.PRODUCT, "The archived product", "ETag")
        .refuses(PRODUCT_NOT_FOUND)
        .route();
  }
}
