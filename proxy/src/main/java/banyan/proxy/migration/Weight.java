package banyan.proxy.migration;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The share of identities that the new side answers.
 *
 * @param buckets 0 to 10 000: of so many, identities have one each; 1 is 0.01 %
 */
public record Weight(int buckets) {
  public static final Weight NONE = new Weight(0);
  public static final Weight ALL = new Weight(Cohort.BUCKETS);

  private static final int BUCKETS_PER_PERCENT = 100;
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?)%?");

  public Weight {
    if (buckets < 0 || buckets > Cohort.BUCKETS) {
      throw new IllegalArgumentException(
          "weight " + buckets + ": use 0 to " + Cohort.BUCKETS + " ten-thousandths");
    }
  }

  /**
   * Reads percent: {@code 10}, {@code 0.25} or {@code 50%}. Throws IllegalArgumentException that
   * says what would be right.
   */
  public static Weight parse(String text) {
    var percent = PERCENT.matcher(text.strip());
    if (percent.matches()) {
      int buckets =
          new BigDecimal(percent.group(1))
              .multiply(BigDecimal.valueOf(BUCKETS_PER_PERCENT))
              .intValueExact();
      if (buckets <= Cohort.BUCKETS) {
        return new Weight(buckets);
      }
    }
    throw new IllegalArgumentException(
        "weight '" + text + "': write percent from 0 to 100, such as 10 or 0.25");
  }

  /** {@code 12.5%}. */
  @Override
  public String toString() {
    BigDecimal percent = BigDecimal.valueOf(buckets, 2).stripTrailingZeros();
    return percent.toPlainString() + "%";
  }
}
