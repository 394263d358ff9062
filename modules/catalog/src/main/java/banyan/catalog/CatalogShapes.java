package banyan.catalog;

import banyan.platform.http.Shape;
import banyan.platform.http.Shapes;

/** What the catalogue's words look like in the API of any context. */
public final class CatalogShapes {
  public static final Shape SKU =
      Shapes.text(1, Sku.LENGTH_MAX)
          .matching(Sku.FORM, "must be groups of A-Z 0-9 joined by single hyphens", "KIT-OAK-0042");

  public static final Shape MONEY =
      Shapes.object("Money")
          .required("amountMinor", Shapes.integer(0, Money.AMOUNT_MINOR_MAX))
          .required("currency", new CurrencyShape());

  private CatalogShapes() {}
}
