package banyan.proxy.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one migration: takes the answers of both cohorts, and says at any time whether the
 * candidate is shown to be harmful, shown to be no worse than tolerated, or neither.
 *
 * <p>Harm is looked for as answers come, whether anybody asks or not, and stays once it is shown:
 * who asks more often hears of it sooner, and not more often. The probability that a candidate that
 * is like the baseline is ever said to do harm is at most {@link #ALPHA}, by all instances
 * together, and that one beyond the margins is ever let through at most {@link #PROMOTION_ALPHA}.
 *
 * <p>Memory is bounded, at a few megabytes: identities with errors ({@link TroubledIdentities}),
 * users told apart ({@link Margins#USERS_MAX}), latencies in bins. Confined to one thread.
 */
public final class Gate {
  /** The level of all tests for harm together, those of all instances among them. */
  public static final double ALPHA = 0.01;

  /** The level of each condition of a promotion; as all must hold, that of their conjunction. */
  public static final double PROMOTION_ALPHA = 0.05;

  private static final double ERRORS_SHARE = 0.5;
  private static final double QUANTILE_SHARE = 0.05;
  private static final double PARITY_SHARE = 0.05;

  private final Margins margins;

  /** The level of this gate's own tests for harm. */
  private final double alpha;

  private final ErrorComparison errors;
  private final LatencyWatch latency;
  private final ParityWatch parity;
  private Exposure exposure = new Exposure();

  private long now = Long.MIN_VALUE;
  private long lastAnswer = Long.MIN_VALUE;
  private long periodStart = Long.MIN_VALUE;
  private @Nullable Long harmMillis;
  private String harm = "";

  /** The one gate of a migration. */
  public Gate(Margins margins) {
    this(margins, 1);
  }

  /**
   * One of several gates, each of which hears of other answers and may roll back by itself.
   *
   * @param instances how many there are, at least 1: each has its share of {@link #ALPHA}
   */
  public Gate(Margins margins, int instances) {
    this.margins = margins;
    this.alpha = ALPHA / instances;
    errors = new ErrorComparison(margins);
    latency = new LatencyWatch(margins);
    parity = new ParityWatch(margins.parityRate());
  }

  /**
   * Takes one answer.
   *
   * @param millis of the answer; one that is earlier than another before it counts as of then
   * @param identity by {@link Identity}
   * @param latencyMillis looked at when the outcome is {@link Outcome#OK}; 0 or more, or NaN where
   *     it tells nothing: a stream lasts as long as somebody listens
   */
  public void add(long millis, Side side, long identity, Outcome outcome, double latencyMillis) {
    advance(millis);
    lastAnswer = now;
    if (periodStart == Long.MIN_VALUE) {
      periodStart = now;
    }
    exposure.add(side, identity);
    errors.add(now, side, identity, outcome);
    if (outcome == Outcome.OK && !Double.isNaN(latencyMillis)) {
      latency.add(side, identity, latencyMillis);
    }
  }

  /** Takes the result of comparisons of both sides' answers to the same requests. */
  public void compared(long compared, long mismatched) {
    parity.add(compared, mismatched);
    if (parity.logEvidenceOfHarm() >= -Math.log(PARITY_SHARE * alpha)) {
      harm("%d of %d compared answers differ".formatted(parity.mismatched(), parity.compared()));
    }
  }

  /**
   * Begins a period with another weight: time and users count anew, evidence stays, and shares of
   * before are no longer mixed with those that come.
   */
  public void beginPeriod(long millis) {
    now = Math.max(now, millis);
    close(true);
    exposure = new Exposure();
    periodStart = now;
  }

  /** Takes what has not been weighed yet into account: no more answers come. */
  public void end(long millis) {
    now = Math.max(now, millis);
    close(true);
  }

  /** The verdict as of a moment, or as of the last answer if that was later. */
  public Verdict verdict(long millis) {
    if (now != Long.MIN_VALUE) {
      advance(millis);
    }
    return new VerdictText(margins, errors, latency, parity, exposure)
        .verdict(
            missing(), harm, harmMillis, periodStart == Long.MIN_VALUE ? 0 : now - periodStart);
  }

  /** Whether harm is shown: what {@link #verdict} would say, for the price of a look. */
  public boolean isHarmful() {
    return harmMillis != null;
  }

  private void advance(long millis) {
    now = Math.max(now, millis);
    close(false);
  }

  private void close(boolean isForced) {
    if (errors.closeStratum(now, isForced)) {
      latency.closeStratum(now, lastAnswer);
      lookAtErrors();
      lookAtLatency();
    }
  }

  private void lookAtErrors() {
    if (harmMillis == null && errors.logEvidenceOfHarm() >= -Math.log(ERRORS_SHARE * alpha)) {
      harm(errorsText(errors.worst(), errors.repeats().shares()));
    }
  }

  private String errorsText(ErrorWatch worst, GroupedShares later) {
    String first =
        "%s: %d clients of the candidate had a first one in %d requests, %d of the baseline in %d"
            .formatted(
                worst == errors.all() ? "errors" : "errors (" + worst.name() + ")",
                worst.set().episodes(Side.TO),
                worst.set().exposed(Side.TO),
                worst.set().episodes(Side.FROM),
                worst.set().exposed(Side.FROM));
    return later.hits(Side.TO) == 0
        ? first
        : "%s; a further one %d in %d, %d in %d"
            .formatted(
                first,
                later.hits(Side.TO),
                later.asked(Side.TO),
                later.hits(Side.FROM),
                later.asked(Side.FROM));
  }

  private void lookAtLatency() {
    for (int i = 0; harmMillis == null && i < LatencyWatch.QUANTILES.length; i++) {
      LatencyScore score = latency.score(i);
      if (score.isHarm(QUANTILE_SHARE * alpha)) {
        harm(
            String.format(
                Locale.ROOT,
                "%s of the candidate is %.1f ms, of the baseline %.1f ms; up to %.1f ms is tolerated",
                VerdictText.quantile(i),
                score.candidate(),
                score.baseline(),
                margins.latencyLimit(i, score.baseline())));
      }
    }
  }

  /** Harm is shown by the last answer, whenever somebody looks at it. */
  private void harm(String what) {
    if (harmMillis == null) {
      harmMillis = lastAnswer == Long.MIN_VALUE ? 0 : lastAnswer;
      harm = what;
    }
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>(VerdictText.missingExposure(margins, exposure));
    long millis = periodStart == Long.MIN_VALUE ? 0 : now - periodStart;
    if (millis < margins.time().toMillis()) {
      missing.add(
          "%d s of %d s at this weight".formatted(millis / 1000, margins.time().toSeconds()));
    }
    if (!errors.isTolerable(PROMOTION_ALPHA)) {
      missing.add(VerdictText.missingErrors(margins, errors));
    }
    for (int i = 0; i < LatencyWatch.QUANTILES.length; i++) {
      LatencyScore score = latency.score(i);
      if (!score.isTolerable(PROMOTION_ALPHA)) {
        missing.add(VerdictText.missingLatency(margins, i, score));
      }
    }
    boolean isCompared = margins.compared() > 0 || parity.compared() > 0;
    if (isCompared && parity.compared() < margins.compared()) {
      missing.add("%d of %d comparisons".formatted(parity.compared(), margins.compared()));
    } else if (isCompared && parity.upperBound() > margins.parityRate()) {
      missing.add(VerdictText.missingParity(margins, parity));
    }
    return missing;
  }
}
