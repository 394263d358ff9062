package banyan.catalog;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An amount of money in the smallest unit of its currency.
 *
 * @param amountMinor cents and their like; 0 to {@link #AMOUNT_MINOR_MAX}
 * @param currency ISO 4217, one of {@link #CURRENCIES}
 */
public record Money(long amountMinor, String currency) {
  /** Ten billion of a currency with cents; below 2^53, so that every JSON reader keeps it exact. */
  public static final long AMOUNT_MINOR_MAX = 1_000_000_000_000L;

  /** The codes of ISO 4217 that have a smallest unit: neither metals nor test codes. */
  public static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  public Money {
    if (amountMinor < 0 || amountMinor > AMOUNT_MINOR_MAX) {
      throw new IllegalArgumentException("amount " + amountMinor + ": use 0 to the maximum");
    }
    if (!CURRENCIES.contains(currency)) {
      throw new IllegalArgumentException("currency '" + currency + "': use a code of ISO 4217");
    }
  }
}
