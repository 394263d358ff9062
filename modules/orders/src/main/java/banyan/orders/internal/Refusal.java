package banyan.orders.internal;

import banyan.catalog.Money;
import banyan.catalog.Sku;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * Why an order could not be had. Kept with the order: who asks again is told the same. The names
 * are those of the table's JSON.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reason")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Refusal.UnknownSkus.class, name = "unknown-sku"),
  @JsonSubTypes.Type(value = Refusal.NotForSale.class, name = "not-for-sale"),
  @JsonSubTypes.Type(value = Refusal.PricesChanged.class, name = "price-changed"),
  @JsonSubTypes.Type(value = Refusal.OutOfStock.class, name = "out-of-stock"),
  @JsonSubTypes.Type(value = Refusal.ReservationLost.class, name = "reservation-lost")
})
sealed interface Refusal {
  /** The catalogue has no such products. */
  record UnknownSkus(List<Sku> skus) implements Refusal {
    public UnknownSkus {
      skus = List.copyOf(skus);
    }
  }

  /** The products are off sale. */
  record NotForSale(List<Sku> skus) implements Refusal {
    public NotForSale {
      skus = List.copyOf(skus);
    }
  }

  /** The products cost something else now. */
  record PricesChanged(List<CurrentPrice> current) implements Refusal {
    public PricesChanged {
      current = List.copyOf(current);
    }
  }

  /** What a product costs, whatever the buyer saw. */
  record CurrentPrice(Sku sku, Money unitPrice) {}

  /** There are not enough of the products. */
  record OutOfStock(List<Shortage> shortages) implements Refusal {
    public OutOfStock {
      shortages = List.copyOf(shortages);
    }
  }

  /**
   * Too little of one product.
   *
   * @param available what could have been had, less than {@code wanted}
   */
  record Shortage(Sku sku, int wanted, long available) {}

  /** Nobody carried the order on before its reservation ran out, or somebody released it. */
  record ReservationLost() implements Refusal {}
}
