package banyan.proxy.retirement;

import banyan.proxy.gate.BinomialBound;
import banyan.proxy.migration.Migration;
import java.time.Instant;

/** Whether the old side would answer as the new one does, so that going back harms nobody. */
public sealed interface RollbackSafety {
  /** Of the bound on the rate of mismatches. */
  double CONFIDENCE = 0.95;

  /** One line for people. */
  String words();

  /** It would, as far as copies have shown. */
  record Safe(Instant since, long compared, long mismatched) implements RollbackSafety {
    @Override
    public String words() {
      return "yes since %s: of %d answers of the old side %d differ"
          .formatted(since, compared, mismatched);
    }
  }

  /** It would not, or nobody knows. */
  record Unsafe(String reason) implements RollbackSafety {
    @Override
    public String words() {
      return "no: " + reason;
    }
  }

  /**
   * Judges. Pure.
   *
   * @param shareMax the share of answers that may differ, between 0 and 1; held against the exact
   *     upper bound (Clopper and Pearson 1934) at {@link #CONFIDENCE}
   */
  static RollbackSafety of(Migration migration, ReverseParity.Figures figures, double shareMax) {
    return switch (migration.stage()) {
      case PREPARED, SHADOW, CANARY -> new Unsafe("the new side does not answer everybody yet");
      case RETIRED -> new Unsafe("the old side is closed for good");
      case LIVE -> live(figures, shareMax);
    };
  }

  private static RollbackSafety live(ReverseParity.Figures figures, double shareMax) {
    double bound = BinomialBound.upper(figures.mismatched(), figures.compared(), CONFIDENCE);
    if (bound <= shareMax) {
      return new Safe(figures.since(), figures.compared(), figures.mismatched());
    }
    return new Unsafe(
        figures.compared() == 0
            ? "no answer of the old side was compared since the new one answers everybody"
            : "of %d answers of the old side %d differ, so up to %s may; %s is allowed"
                .formatted(
                    figures.compared(), figures.mismatched(), percent(bound), percent(shareMax)));
  }

  private static String percent(double share) {
    return String.format(java.util.Locale.ROOT, "%.2f%%", share * 100);
  }
}
