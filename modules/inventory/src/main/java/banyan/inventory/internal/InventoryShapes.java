package banyan.inventory.internal;

import banyan.catalog.CatalogShapes;
import banyan.inventory.ReserveStock;
import banyan.inventory.StockLine;
import banyan.platform.http.Shape;
import banyan.platform.http.Shapes;

/** What the inventory's requests and answers look like. */
final class InventoryShapes {
  static final Shape SKU = CatalogShapes.SKU;

  static final Shape QUANTITY = Shapes.integer(1, StockLine.QUANTITY_MAX);

  private static final Shape PIECES = Shapes.integer(0, 2 * Stock.ON_HAND_MAX);

  static final Shape STOCK =
      Shapes.object("Stock")
          .required("sku", SKU)
          .required("onHand", PIECES)
          .required("reserved", PIECES)
          .required("available", PIECES);

  static final Shape NEW_RECEIPT = Shapes.object("NewReceipt").required("quantity", QUANTITY);

  private static final Shape LINE =
      Shapes.object("ReservationLine").required("sku", SKU).required("quantity", QUANTITY);

  static final Shape NEW_RESERVATION =
      Shapes.object("NewReservation").required("lines", new LinesShape(LINE));

  static final Shape RESERVATION =
      Shapes.object("Reservation")
          .required("id", Shapes.uuid())
          .required("lines", Shapes.array(LINE, ReserveStock.LINES_MAX))
          .required("state", Shapes.oneOf("held", "expired", "released", "committed", "returned"))
          .optional("expiresAt", Shapes.instant())
          .optional("changedAt", Shapes.instant());

  private InventoryShapes() {}
}
