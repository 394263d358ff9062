package banyan.orders.internal;

import banyan.catalog.Money;
import banyan.catalog.Sku;
import banyan.orders.OrderLine;
import java.util.List;

/** A new order as a client sends it. */
record NewOrderBody(List<LineBody> lines) {
  NewOrderBody {
    lines = List.copyOf(lines);
  }

  /** One line of it; orders are shown with lines of the same form. */
  record LineBody(String sku, int quantity, Money unitPrice) {
    static LineBody of(OrderLine line) {
      return new LineBody(line.sku().value(), line.quantity(), line.unitPrice());
    }

    private OrderLine line() {
      return new OrderLine(new Sku(sku), quantity, unitPrice);
    }
  }

  NewOrder order() {
    return new NewOrder(lines.stream().map(LineBody::line).toList());
  }
}
