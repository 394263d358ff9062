package banyan.app;

import banyan.catalog.Catalog;
import banyan.catalog.Money;
import banyan.catalog.OffersAsked;
import banyan.catalog.Sku;
import banyan.inventory.Inventory;
import banyan.inventory.ReservationId;
import banyan.inventory.ReserveStock;
import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import banyan.orders.OrderLine;
import banyan.orders.Orders;
import banyan.testing.calls.Samples;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Every exported contract, and values of its types that check themselves. */
final class ContractSamples {
  /** A line each. */
  static final List<Class<?>> CONTRACTS = List.of(Catalog.class, Inventory.class, Orders.class);

  static final Samples SAMPLES =
      Samples.standard()
          .with(Sku.class, random -> new Sku("SKU-" + random.nextInt(1_000_000)))
          .with(Money.class, random -> new Money(random.nextInt(1_000_000), "EUR"))
          .with(OffersAsked.class, random -> new OffersAsked(skus(random).toList()))
          .with(StockLine.class, ContractSamples::stockLine)
          .with(StockLevel.class, ContractSamples::stockLevel)
          .with(ReserveStock.class, ContractSamples::reserveStock)
          .with(OrderLine.class, ContractSamples::orderLine);

  private ContractSamples() {}

  /** 1 to 20 that differ. */
  private static Stream<Sku> skus(Random random) {
    int from = random.nextInt(1_000);
    return Stream.iterate(from, number -> number + 1)
        .limit(1 + random.nextInt(20))
        .map(number -> new Sku("SKU-" + number));
  }

  private static StockLine stockLine(Random random) {
    return new StockLine(new Sku("SKU-" + random.nextInt(1_000)), quantity(random));
  }

  private static StockLevel stockLevel(Random random) {
    long reserved = random.nextInt(1_000);
    return new StockLevel(
        new Sku("SKU-" + random.nextInt(1_000)), reserved + random.nextInt(1_000), reserved);
  }

  private static ReserveStock reserveStock(Random random) {
    return new ReserveStock(
        new ReservationId(new UUID(random.nextLong(), random.nextLong())),
        skus(random).map(sku -> new StockLine(sku, quantity(random))).toList());
  }

  private static OrderLine orderLine(Random random) {
    return new OrderLine(
        new Sku("SKU-" + random.nextInt(1_000)),
        1 + random.nextInt(OrderLine.QUANTITY_MAX),
        new Money(random.nextInt(1_000_000), "EUR"));
  }

  private static int quantity(Random random) {
    return 1 + random.nextInt(StockLine.QUANTITY_MAX);
  }
}
