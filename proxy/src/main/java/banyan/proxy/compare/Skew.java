package banyan.proxy.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which moments differ because clocks do. A moment may be that of the answer itself, as its
 * {@code Date} tells; the others must all be off by one time, those that are the same included. Two
 * moments never change places. Immutable.
 *
 * @param fromDate when the one answer was made; null when it does not tell
 * @param toDate when the other was made
 * @param isSafe whether the request makes nothing
 */
record Skew(@Nullable Instant fromDate, @Nullable Instant toDate, boolean isSafe) {
  /** How far apart two clocks, or an answer and its {@code Date}, may be. */
  static final Duration MAX = Duration.ofSeconds(5);

  /** How much offsets of moments with fractions may differ: they were taken one after another. */
  private static final Duration JITTER = Duration.ofMillis(50);

  static Skew of(RecordedAnswer from, RecordedAnswer to, boolean isSafe) {
    return new Skew(date(from), date(to), isSafe);
  }

  /** Reports the claims that do not hold. */
  void judge(List<Claim.Times> claims, Differences differences, Explanations explanations) {
    List<Claim.Times> stored = new ArrayList<>();
    List<Claim.Times> accepted = new ArrayList<>();
    for (Claim.Times claim : claims) {
      if (claim.isDifferent() && isOfTheMoment(claim)) {
        accepted.add(claim);
      } else {
        stored.add(claim);
      }
    }
    Optional<String> objection = objection(stored);
    for (Claim.Times claim : stored) {
      if (!claim.isDifferent()) {
        continue;
      }
      if (objection.isPresent()) {
        differences.add(claim.otherwise().because(objection.get()));
      } else {
        accepted.add(claim);
      }
    }
    accepted.forEach(_ -> explanations.add("clock skew"));
    reportSwapped(claims, differences);
  }

  /** Whether both moments are those of their answers, or as far ahead of them. */
  private boolean isOfTheMoment(Claim.Times claim) {
    boolean isSmall = claim.offset().abs().compareTo(MAX) <= 0;
    if (isSmall && (!isSafe || FieldWords.areOfTheMoment(claim.place().fieldName()))) {
      return true;
    }
    if (fromDate == null || toDate == null) {
      return false;
    }
    Duration ofFrom = Duration.between(fromDate, claim.fromInstant());
    Duration ofTo = Duration.between(toDate, claim.toInstant());
    boolean isNear = ofFrom.abs().compareTo(MAX) <= 0 && ofTo.abs().compareTo(MAX) <= 0;
    boolean isAhead =
        ofFrom.isPositive()
            && ofTo.isPositive()
            && ofFrom.minus(ofTo).abs().compareTo(Duration.ofSeconds(1)) <= 0;
    return isNear || (isAhead && !fromDate.equals(toDate));
  }

  /** Why stored moments are not all off by one small time. */
  private static Optional<String> objection(List<Claim.Times> stored) {
    Duration least = null;
    Duration most = null;
    boolean hasFraction = false;
    for (Claim.Times claim : stored) {
      Duration offset = claim.offset();
      hasFraction |= claim.from().fractionDigits() + claim.to().fractionDigits() > 0;
      least = least == null || offset.compareTo(least) < 0 ? offset : least;
      most = most == null || offset.compareTo(most) > 0 ? offset : most;
    }
    if (least == null || most == null) {
      return Optional.empty();
    }
    if (least.abs().compareTo(MAX) > 0 || most.abs().compareTo(MAX) > 0) {
      return Optional.of("more than " + MAX.toSeconds() + " s apart");
    }
    Duration allowed = hasFraction ? JITTER : Duration.ZERO;
    return most.minus(least).compareTo(allowed) > 0
        ? Optional.of("other moments are off by another time")
        : Optional.empty();
  }

  private static void reportSwapped(List<Claim.Times> claims, Differences differences) {
    List<Claim.Times> sorted = new ArrayList<>(claims);
    sorted.sort(
        Comparator.comparing(Claim.Times::fromInstant).thenComparing(Claim.Times::toInstant));
    Claim.Times latest = null;
    for (Claim.Times claim : sorted) {
      boolean isSwapped =
          latest != null
              && latest.fromInstant().isBefore(claim.fromInstant())
              && latest.toInstant().isAfter(claim.toInstant());
      if (isSwapped && latest != null) {
        report(latest, differences);
        report(claim, differences);
      }
      if (latest == null || claim.toInstant().isAfter(latest.toInstant())) {
        latest = claim;
      }
    }
  }

  private static void report(Claim.Times claim, Differences differences) {
    if (claim.isDifferent()) {
      differences.add(claim.otherwise().because("two moments changed places"));
    }
  }

  private static @Nullable Instant date(RecordedAnswer answer) {
    String date = answer.field("date");
    return date.isEmpty() ? null : Timestamp.parse(date).map(Timestamp::instant).orElse(null);
  }
}
