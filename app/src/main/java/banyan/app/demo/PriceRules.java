package banyan.app.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The rules of the comparison: a price that is written between an answer and its copy differs, and
 * nothing is wrong with that. They name the products whose prices the demo changes, and no other.
 */
final class PriceRules {
  /** What a change of the price changes. */
  private static final List<String> PLACES =
      List.of("at: /price/amountMinor", "at: /version", "at: /updatedAt", "header: ETag");

  private PriceRules() {}

  /** The document, which holds until tomorrow. */
  static String of(List<Goods.Priced> priced, Instant now) {
    LocalDate tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
    StringBuilder text = new StringBuilder("relax:\n");
    for (Goods.Priced product : priced) {
      for (String place : PLACES) {
        text.append(
            """
              - %s
                allow: any-value
                request: GET %s
                who: demo
                why: its price is written all the time
                evidence: the journal of the writer
                until: %s
            """
                .formatted(place, Shopper.bySku(product.sku()), tomorrow));
      }
    }
    return text.toString();
  }
}
