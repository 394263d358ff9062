package banyan.orders.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.catalog.Money;
import banyan.catalog.Sku;
import banyan.orders.OrderLine;
import banyan.wire.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NewOrderTest {
  @Test
  void addsItsLinesUp() {
    NewOrder order = order(line("LAMP", 2, 1_999, "EUR"), line("SHELF", 3, 500, "EUR"));

    assertThat(order.violations()).isEmpty();
    assertThat(order.total()).isEqualTo(new Money(5_498, "EUR"));
  }

  @Test
  void needsALine() {
    assertThat(order().violations()).extracting(Violation::pointer).containsExactly("/lines");
  }

  @Test
  void refusesASkuThatStandsTwice() {
    NewOrder order =
        order(line("LAMP", 2, 1, "EUR"), line("SHELF", 1, 1, "EUR"), line("LAMP", 1, 1, "EUR"));

    assertThat(order.violations()).extracting(Violation::pointer).containsExactly("/lines/2/sku");
  }

  @Test
  void refusesASecondCurrency() {
    NewOrder order = order(line("LAMP", 2, 1, "EUR"), line("SHELF", 1, 1, "USD"));

    assertThat(order.violations())
        .extracting(Violation::pointer)
        .containsExactly("/lines/1/unitPrice/currency");
  }

  @Test
  void refusesATotalThatIsNoMoney() {
    NewOrder order =
        order(line("LAMP", 1, Money.AMOUNT_MINOR_MAX, "EUR"), line("SHELF", 1, 1, "EUR"));

    assertThat(order.violations()).extracting(Violation::pointer).containsExactly("/lines");
  }

  private static NewOrder order(OrderLine... lines) {
    return new NewOrder(List.of(lines));
  }

  private static OrderLine line(String sku, int quantity, long amountMinor, String currency) {
    return new OrderLine(new Sku(sku), quantity, new Money(amountMinor, currency));
  }
}
