package banyan.catalog;

/**
 * An amount of money in the smallest unit of its currency.
 *
 * @param amountMinor cents and their like; never negative
 * @param currency ISO 4217, three capital letters
 */
public record Money(long amountMinor, String currency) {}
