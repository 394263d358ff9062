package banyan.orders.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.catalog.Money;
import banyan.catalog.Sku;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RefusalJsonTest {
  private static final Sku LAMP = new Sku("LAMP");

  static List<Refusal> everyKind() {
    return List.of(
        new Refusal.UnknownSkus(List.of(LAMP, new Sku("SHELF"))),
        new Refusal.NotForSale(List.of(LAMP)),
        new Refusal.PricesChanged(List.of(new Refusal.CurrentPrice(LAMP, new Money(5, "EUR")))),
        new Refusal.OutOfStock(List.of(new Refusal.Shortage(LAMP, 3, 2))),
        new Refusal.ReservationLost());
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void readsWhatItWrote(Refusal refusal) {
    assertThat(RefusalJson.read(RefusalJson.write(refusal))).isEqualTo(refusal);
  }

  /** Rows of earlier versions have this text. */
  @Test
  void keepsItsForm() {
    assertThat(RefusalJson.write(everyKind().get(3)))
        .isEqualTo(
            """
            {"reason":"out-of-stock","shortages":[{"sku":{"value":"LAMP"},"wanted":3,"available":2}]}""");
  }
}
