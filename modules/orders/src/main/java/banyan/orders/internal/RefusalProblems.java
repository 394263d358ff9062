package banyan.orders.internal;

import banyan.catalog.Money;
import banyan.catalog.Sku;
import banyan.inventory.StockProblems;
import banyan.orders.OrderLine;
import banyan.wire.Problem;
import banyan.wire.ProblemType;
import banyan.wire.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** Refusals as the problems that clients are told. */
final class RefusalProblems {
  /** What any refusal may be told as. */
  static final List<ProblemType> TYPES =
      List.of(
          OrdersProblems.UNKNOWN_SKU,
          OrdersProblems.NOT_FOR_SALE,
          OrdersProblems.PRICE_CHANGED,
          StockProblems.OUT_OF_STOCK,
          OrdersProblems.RESERVATION_LOST);

  /** What a product costs now, as a client sees it. */
  record PriceView(String sku, Money unitPrice) {}

  /** A SKU of which there is not enough, as a client sees it. */
  record ShortageView(String sku, int wanted, long available) {
    static ShortageView of(Refusal.Shortage shortage) {
      return new ShortageView(shortage.sku().value(), shortage.wanted(), shortage.available());
    }
  }

  private RefusalProblems() {}

  static ProblemType type(Refusal refusal) {
    return switch (refusal) {
      case Refusal.UnknownSkus _ -> OrdersProblems.UNKNOWN_SKU;
      case Refusal.NotForSale _ -> OrdersProblems.NOT_FOR_SALE;
      case Refusal.PricesChanged _ -> OrdersProblems.PRICE_CHANGED;
      case Refusal.OutOfStock _ -> StockProblems.OUT_OF_STOCK;
      case Refusal.ReservationLost _ -> OrdersProblems.RESERVATION_LOST;
    };
  }

  /** The problem of an order that was refused; it names the order, which is kept. */
  static Problem of(Refusal refusal, Order order) {
    return describe(refusal, order).with("orderId", order.id().toString());
  }

  private static Problem describe(Refusal refusal, Order order) {
    ProblemType type = type(refusal);
    return switch (refusal) {
      case Refusal.UnknownSkus(List<Sku> skus) ->
          Problem.of(type, "no product has the SKU " + joined(skus), violations(skus, order));
      case Refusal.NotForSale(List<Sku> skus) ->
          Problem.of(type, joined(skus) + " is off sale")
              .with("skus", skus.stream().map(Sku::value).toList());
      case Refusal.PricesChanged(List<Refusal.CurrentPrice> current) ->
          Problem.of(
                  type,
                  "not what it was: "
                      + joined(current.stream().map(Refusal.CurrentPrice::sku).toList()))
              .with(
                  "current",
                  current.stream()
                      .map(price -> new PriceView(price.sku().value(), price.unitPrice()))
                      .toList());
      case Refusal.OutOfStock(List<Refusal.Shortage> shortages) ->
          Problem.of(
                  type,
                  "too little of " + joined(shortages.stream().map(Refusal.Shortage::sku).toList()))
              .with("shortages", shortages.stream().map(ShortageView::of).toList());
      case Refusal.ReservationLost() ->
          Problem.of(type, "the reservation of order " + order.id() + " ended too early");
    };
  }

  private static List<Violation> violations(List<Sku> unknown, Order order) {
    List<Sku> ordered = order.lines().stream().map(OrderLine::sku).toList();
    return unknown.stream()
        .map(sku -> new Violation("/lines/" + ordered.indexOf(sku) + "/sku", "no product has it"))
        .toList();
  }

  private static String joined(List<Sku> skus) {
    return skus.stream().map(Sku::value).collect(Collectors.joining(", "));
  }
}
