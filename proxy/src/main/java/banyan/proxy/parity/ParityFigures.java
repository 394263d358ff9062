package banyan.proxy.parity;

import banyan.proxy.migration.Migration;
import banyan.proxy.shadow.Pairing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.Locale;

/** Counts pairs by migration, pairing and what became of them. Any thread. */
public final class ParityFigures {
  private static final AttributeKey<String> MIGRATION = AttributeKey.stringKey("banyan.migration");
  private static final AttributeKey<String> PAIRING = AttributeKey.stringKey("pairing");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

  private final LongCounter compared;

  public ParityFigures(Meter meter) {
    compared =
        meter
            .counterBuilder("banyan.parity.compared")
            .setUnit("{pair}")
            .setDescription("Pairs of answers, by migration, pairing and what became of them")
            .build();
  }

  /**
   * Counts a pair.
   *
   * @param outcome {@code same}, {@code different}, {@code uncompared}, {@code refused} (no place)
   *     or {@code outdated} (a side or the rules changed meanwhile)
   */
  public void count(Migration migration, Pairing pairing, String outcome) {
    compared.add(
        1,
        Attributes.of(
            MIGRATION,
            migration.name(),
            PAIRING,
            pairing.name().toLowerCase(Locale.ROOT),
            OUTCOME,
            outcome));
  }
}
