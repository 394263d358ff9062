package banyan.proxy.compare;

import banyan.proxy.compare.Rules.Change;
import java.util.List;

/** Compares texts and lexemes: what is literal at once, tokens by claims. One thread. */
final class TextComparison {
  private final ActiveRules rules;
  private final Explanations explanations;
  private final Differences differences;

  TextComparison(ActiveRules rules, Explanations explanations, Differences differences) {
    this.rules = rules;
    this.explanations = explanations;
    this.differences = differences;
  }

  /**
   * Compares two texts.
   *
   * @param isCertain whether the places belong together beyond doubt
   * @param otherwise what to report when they say different things
   */
  void compare(Place place, TokenText from, TokenText to, boolean isCertain, Difference otherwise) {
    boolean isAlike =
        from.skeleton().equals(to.skeleton())
            || (rules.find(place, Allowance.SameInstant.class).isPresent()
                && from.skeletonWithoutZones().equals(to.skeletonWithoutZones()));
    if (isAlike) {
      compareTokens(place, from.tokens(), to.tokens(), isCertain, otherwise);
      return;
    }
    if (!isAllowed(place)) {
      differences.add(otherwise);
    }
  }

  /** Whether rules or plans let any two texts stand here. */
  boolean isAllowed(Place place) {
    return rules.allows(place, Allowance.AnyValue.class) || rules.isPlanned(place, Change.CHANGED);
  }

  private void compareTokens(
      Place place, List<Token> from, List<Token> to, boolean isCertain, Difference otherwise) {
    for (int i = 0; i < from.size(); i++) {
      Token partner = to.get(i);
      switch (from.get(i)) {
        case Token.Id id when partner instanceof Token.Id other -> {
          if (id.text().equals(other.text()) || !isFree(place)) {
            differences.claim(new Claim.Ids(place, id, other, isCertain, otherwise));
          }
        }
        case Token.Time time when partner instanceof Token.Time other ->
            compareTimes(place, time, other, otherwise);
        case Token.Origin origin when partner instanceof Token.Origin other -> {
          if (origin.text().equals(other.text()) || !isAllowed(place)) {
            differences.claim(new Claim.Origins(place, origin.text(), other.text(), otherwise));
          }
        }
        default -> throw new IllegalStateException("one skeleton, other tokens");
      }
    }
  }

  private boolean isFree(Place place) {
    if (FieldWords.areOfOneAnswer(place.fieldName())) {
      explanations.add("id of one answer");
      return true;
    }
    return isAllowed(place);
  }

  private void compareTimes(Place place, Token.Time from, Token.Time to, Difference otherwise) {
    boolean isSame = from.text().equals(to.text());
    if (!isSame && isTimeAllowed(place, from.moment(), to.moment())) {
      return;
    }
    if (!from.moment().isKeptBy(to.moment())) {
      differences.add(otherwise);
      return;
    }
    differences.claim(new Claim.Times(place, from.moment(), to.moment(), otherwise));
  }

  private boolean isTimeAllowed(Place place, Timestamp from, Timestamp to) {
    boolean isNear =
        rules
            .find(place, Allowance.Skew.class)
            .filter(skew -> from.until(to).abs().compareTo(skew.by()) <= 0)
            .isPresent();
    if (isNear && rules.allows(place, Allowance.Skew.class)) {
      return true;
    }
    boolean isSame = from.instant().equals(to.instant());
    return (isSame && rules.allows(place, Allowance.SameInstant.class)) || isAllowed(place);
  }
}
