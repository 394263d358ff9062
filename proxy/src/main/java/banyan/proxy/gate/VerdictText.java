package banyan.proxy.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what the gate knows into a verdict with its sentences. */
record VerdictText(
    Margins margins,
    ErrorComparison errors,
    LatencyWatch latency,
    ParityWatch parity,
    Exposure exposure) {
  private static final List<String> QUANTILE_NAMES = List.of("p50", "p95", "p99");
  private static final double LOG_EVIDENCE_MAX = 690;

  static String quantile(int index) {
    return QUANTILE_NAMES.get(index);
  }

  Verdict verdict(List<String> missing, String harm, @Nullable Long harmMillis, long periodMillis) {
    Decision decision =
        harmMillis != null
            ? Decision.ROLLBACK
            : missing.isEmpty() ? Decision.PROMOTE : Decision.INCONCLUSIVE;
    String sentence =
        switch (decision) {
          case ROLLBACK -> "Roll back: " + harm + ".";
          case PROMOTE -> promotion(periodMillis);
          case INCONCLUSIVE -> "Hold; missing: " + String.join("; ", missing) + ".";
        };
    return new Verdict(
        decision,
        sentence,
        missing,
        harmMillis,
        seen(Side.FROM),
        seen(Side.TO),
        errors.watches().stream().map(this::kind).toList(),
        repeats(),
        ratio(),
        quantiles(),
        new Verdict.Parity(parity.compared(), parity.mismatched(), parity.upperBound()));
  }

  private String promotion(long periodMillis) {
    double[] ratios = errors.ratios(Gate.PROMOTION_ALPHA);
    return String.format(
        Locale.ROOT,
        "Promote: after %d answers to %d users in %d min the candidate is no worse than tolerated"
            + " (%.2f to %.2f times the baseline's errors).",
        exposure.answers(Side.TO),
        exposure.users(Side.TO),
        periodMillis / 60_000,
        ratios[0],
        ratios[1]);
  }

  static List<String> missingExposure(Margins margins, Exposure exposure) {
    List<String> missing = new ArrayList<>();
    for (Side side : Side.values()) {
      int users = exposure.users(side);
      String who = side == Side.TO ? "candidate" : "baseline";
      if (users < margins.users()) {
        missing.add("%d of %d users of the %s".formatted(users, margins.users(), who));
      }
    }
    return missing;
  }

  static String missingErrors(Margins margins, ErrorComparison errors) {
    if (errors.exposed(Side.TO) == 0) {
      return "errors: no time in which both sides were asked";
    }
    double[] ratios = errors.ratios(Gate.PROMOTION_ALPHA);
    return String.format(
        Locale.ROOT,
        "errors: %.2f to %.2f times the baseline's, or up to %.2f %% of requests more, where %.2f"
            + " times or %.2f %% are tolerated",
        ratios[0],
        ratios[1],
        100 * errors.shareBound(Gate.PROMOTION_ALPHA),
        margins.errorRatio(),
        100 * margins.errorShare());
  }

  static String missingLatency(Margins margins, int index, LatencyScore score) {
    if (!score.isKnown()) {
      return quantile(index)
          + ": %d successful answers of each side, by %d groups of clients"
              .formatted(LatencyWatch.ANSWERS_MIN, GroupedShares.GROUPS_MIN);
    }
    return String.format(
        Locale.ROOT,
        "%s: %.1f ms, not shown to be within the %.1f ms that are tolerated (%.1f standard errors"
            + " of %.1f)",
        quantile(index),
        score.candidate(),
        margins.latencyLimit(index, score.baseline()),
        score.score(),
        AnytimeBound.standardErrors(score.information(), Gate.PROMOTION_ALPHA));
  }

  static String missingParity(Margins margins, ParityWatch parity) {
    return String.format(
        Locale.ROOT,
        "parity: %d of %d differ, which allows up to %.3f %% where %.3f %% are tolerated",
        parity.mismatched(),
        parity.compared(),
        100 * parity.upperBound(),
        100 * margins.parityRate());
  }

  private Verdict.Seen seen(Side side) {
    return new Verdict.Seen(exposure.answers(side), exposure.users(side));
  }

  private Verdict.Kind kind(ErrorWatch watch) {
    double evidence = Math.exp(Math.min(LOG_EVIDENCE_MAX, errors.logEvidenceOfHarm(watch)));
    return new Verdict.Kind(
        watch.name(),
        watch.set().episodes(Side.FROM),
        watch.set().exposed(Side.FROM),
        watch.set().episodes(Side.TO),
        watch.set().exposed(Side.TO),
        evidence);
  }

  private Verdict.Repeats repeats() {
    GroupedShares shares = errors.repeats().shares();
    return new Verdict.Repeats(
        shares.hits(Side.FROM),
        shares.asked(Side.FROM),
        shares.hits(Side.TO),
        shares.asked(Side.TO),
        shares.score());
  }

  private Verdict.Ratio ratio() {
    double[] ratios = errors.ratios(Gate.PROMOTION_ALPHA);
    return new Verdict.Ratio(ratios[0], ratios[1]);
  }

  private List<Verdict.Quantile> quantiles() {
    List<Verdict.Quantile> quantiles = new ArrayList<>();
    for (int i = 0; i < LatencyWatch.QUANTILES.length; i++) {
      LatencyScore score = latency.score(i);
      double needed =
          score.isKnown()
              ? AnytimeBound.standardErrors(score.information(), Gate.PROMOTION_ALPHA)
              : 0;
      quantiles.add(
          new Verdict.Quantile(
              quantile(i), score.baseline(), score.candidate(), score.score(), needed));
    }
    return quantiles;
  }
}
