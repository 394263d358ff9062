package banyan.proxy.compare;

import banyan.proxy.adapt.JsonNumber;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** Numbers of JSON as values, where their lexemes differ. */
final class Decimal {
  /** Beyond such exponents arithmetic is not tried: a short lexeme spells a gigabyte of digits. */
  private static final int EXPONENT_MAX = 400;

  private Decimal() {}

  /** The value; empty for what is no number, and for one too large or small to calculate with. */
  static Optional<BigDecimal> of(JsonNode node) {
    return JsonNumber.lexeme(node).flatMap(Decimal::of);
  }

  static Optional<BigDecimal> of(String lexeme) {
    try {
      BigDecimal value = new BigDecimal(lexeme);
      return Math.abs((long) value.scale()) > EXPONENT_MAX + JsonNumber.LENGTH_MAX
          ? Optional.empty()
          : Optional.of(value);
    } catch (NumberFormatException _) {
      // An exponent beyond the integers.
      return Optional.empty();
    }
  }
}
