package banyan.catalog.internal;

import static banyan.catalog.CatalogShapes.MONEY;
import static banyan.catalog.CatalogShapes.SKU;

import banyan.platform.http.Cursor;
import banyan.platform.http.Shape;
import banyan.platform.http.Shapes;

/** What the catalogue's requests and answers look like. */
final class ProductShapes {
  /** Printed on labels: one line, and no space where nobody sees it. */
  static final Shape NAME =
      Shapes.text(1, Product.NAME_LENGTH_MAX)
          .matching(
              "[^\\u0000-\\u0020\\u007F-\\u009F]"
                  + "([^\\u0000-\\u001F\\u007F-\\u009F]*[^\\u0000-\\u0020\\u007F-\\u009F])?",
              "must not hold control characters, nor start or end with a space",
              "Rustic Oak Cutting Board");

  static final Shape DESCRIPTION =
      Shapes.text(0, Product.DESCRIPTION_LENGTH_MAX)
          .matching(
              "[^\\u0000-\\u0009\\u000B-\\u001F\\u007F-\\u009F]*",
              "must not hold control characters other than line feeds",
              "Solid European oak, oiled twice.");

  static final Shape STATUS = Shapes.oneOf(Product.Status.class);

  static final Shape NEW_PRODUCT =
      Shapes.object("NewProduct")
          .required("sku", SKU)
          .required("name", NAME)
          .optional("description", DESCRIPTION)
          .required("price", MONEY);

  static final Shape PRODUCT =
      Shapes.object("Product")
          .required("id", Shapes.uuid())
          .required("sku", SKU)
          .required("name", NAME)
          .required("description", DESCRIPTION)
          .required("status", STATUS)
          .required("price", MONEY)
          .required("createdAt", Shapes.instant())
          .required("updatedAt", Shapes.instant());

  static final Shape CURSOR = Cursor.shape();

  static final Shape PRODUCT_PAGE =
      Shapes.object("ProductPage")
          .required("items", Shapes.array(PRODUCT, FindProducts.LIMIT_MAX))
          .optional("next", CURSOR);

  static final Shape LIMIT = Shapes.integer(1, FindProducts.LIMIT_MAX);

  static final Shape SEARCH =
      Shapes.text(1, ProductFilter.SEARCH_LENGTH_MAX).example("oak \"cutting board\" -small");

  private ProductShapes() {}
}
