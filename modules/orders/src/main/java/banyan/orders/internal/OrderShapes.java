package banyan.orders.internal;

import banyan.catalog.CatalogShapes;
import banyan.orders.OrderLine;
import banyan.orders.OrderStatus;
import banyan.platform.http.Cursor;
import banyan.platform.http.Shape;
import banyan.platform.http.Shapes;
import banyan.wire.ProblemType;

/** What the requests and answers of orders look like. */
final class OrderShapes {
  static final Shape STATUS = Shapes.oneOf(OrderStatus.class);

  static final Shape CURSOR = Cursor.shape();

  static final Shape LIMIT = Shapes.integer(1, FindOrders.LIMIT_MAX);

  private static final Shape LINE =
      Shapes.object("OrderLine")
          .required("sku", CatalogShapes.SKU)
          .required("quantity", Shapes.integer(1, OrderLine.QUANTITY_MAX))
          .required("unitPrice", CatalogShapes.MONEY);

  private static final Shape LINES = Shapes.array(LINE, NewOrder.LINES_MAX);

  static final Shape NEW_ORDER = Shapes.object("NewOrder").required("lines", LINES);

  static final Shape ORDER =
      Shapes.object("Order")
          .required("id", Shapes.uuid())
          .required("status", STATUS)
          .optional("refusal", Shapes.oneOf(refusals()))
          .required("lines", LINES)
          .required("total", CatalogShapes.MONEY)
          .required("placedBy", Shapes.text(1, 200))
          .required("placedAt", Shapes.instant())
          .required("updatedAt", Shapes.instant());

  static final Shape ORDER_PAGE =
      Shapes.object("OrderPage")
          .required("items", Shapes.array(ORDER, FindOrders.LIMIT_MAX))
          .optional("next", CURSOR);

  private OrderShapes() {}

  private static String[] refusals() {
    return RefusalProblems.TYPES.stream().map(ProblemType::name).toArray(String[]::new);
  }
}
