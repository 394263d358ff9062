package banyan.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MoneyTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, Money.AMOUNT_MINOR_MAX})
  void holdsAmountsFromNothingToTheMaximum(long amountMinor) {
    assertThat(new Money(amountMinor, "EUR").amountMinor()).isEqualTo(amountMinor);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, Money.AMOUNT_MINOR_MAX + 1, Long.MAX_VALUE})
  void refusesAmountsOutside(long amountMinor) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Money(amountMinor, "EUR"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eur", "EURO", "XYZ", "XAU", "XXX", "€"})
  void refusesWhatIsNoCurrencyWithASmallestUnit(String currency) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, currency));
  }

  @Test
  void everyAmountIsExactInJson() {
    long exactInJson = (1L << 53) - 1;

    assertThat(Money.AMOUNT_MINOR_MAX).isLessThanOrEqualTo(exactInJson);
  }
}
