package banyan.proxy.compare;

import banyan.proxy.compare.Rules.Change;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares two JSON values from the top down. Its depth is that of the bodies, which is limited.
 * One use, one thread.
 */
final class TreeComparison {
  /** Above so many pairs of names renamed ones are not looked for. */
  private static final long NAMES_MAX = 250_000;

  private final Sense sense;
  private final ActiveRules rules;
  private final Explanations explanations;
  private final Differences differences;
  private final TextComparison texts;
  private final ListComparison lists;
  private final Effort effort;

  TreeComparison(Sense sense, Explanations explanations, Differences differences) {
    this.sense = sense;
    this.rules = sense.rules();
    this.explanations = explanations;
    this.differences = differences;
    this.texts = new TextComparison(rules, explanations, differences);
    this.lists = new ListComparison(sense, explanations, differences, this);
    this.effort = sense.effort();
  }

  /**
   * Compares what stands at one place.
   *
   * @param isCertain whether the values belong together beyond doubt
   */
  void compare(Place place, JsonNode from, JsonNode to, boolean isCertain) {
    effort.spend(1);
    if (rules.find(place, Allowance.Anything.class).isPresent()) {
      if (!from.equals(to)) {
        rules.use(place, Allowance.Anything.class);
      }
      return;
    }
    if (rules.isDue(place) && from.equals(to)) {
      differences.add(new Difference.Planned(place.pointer(), Change.CHANGED.word()));
      return;
    }
    if (from.getNodeType() != to.getNodeType()) {
      if (!rules.isPlanned(place, Change.CHANGED)) {
        differences.add(new Difference.Type(place.pointer(), Excerpt.of(from), Excerpt.of(to)));
      }
      return;
    }
    switch (from) {
      case ObjectNode object -> compareObjects(place, object, (ObjectNode) to, isCertain);
      case ArrayNode array -> lists.compare(place, array, (ArrayNode) to, isCertain);
      default -> compareScalars(place, from, to, isCertain);
    }
  }

  /** Reports, unless it may be, what one side lacks. */
  void lack(Place place, JsonNode value, Side lacking) {
    if (rules.allows(place, Allowance.Anything.class)
        || (value.isNull() && rules.allows(place, Allowance.NullOrAbsent.class))
        || rules.isPlanned(place, lacking == Side.TO ? Change.REMOVED : Change.ADDED)) {
      return;
    }
    if (lists.isOfEvents(place)) {
      differences.add(new Difference.Event(place.pointer(), lacking == Side.TO, Excerpt.of(value)));
      return;
    }
    differences.add(
        lacking == Side.TO
            ? new Difference.Missing(place.pointer(), Excerpt.of(value))
            : new Difference.Extra(place.pointer(), Excerpt.of(value)));
  }

  private void compareObjects(Place place, ObjectNode from, ObjectNode to, boolean isCertain) {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      JsonNode other = to.get(field.getKey());
      if (other == null) {
        missing.add(field.getKey());
      } else {
        compare(place.field(field.getKey(), from), field.getValue(), other, isCertain);
      }
    }
    List<String> extra =
        to.properties().stream().map(Map.Entry::getKey).filter(name -> !from.has(name)).toList();
    compareNamesThatAreIds(place, from, to, missing, new ArrayList<>(extra));
  }

  /** An object whose names are ids is a list in disguise: a renamed id is a renamed field. */
  private void compareNamesThatAreIds(
      Place place, ObjectNode from, ObjectNode to, List<String> missing, List<String> extra) {
    boolean isSmall = (long) missing.size() * extra.size() <= NAMES_MAX;
    for (String name : missing) {
      Optional<String> partner =
          extra.stream()
              .filter(_ -> isSmall)
              .filter(other -> mayBeOne(place, from, to, name, other))
              .findFirst();
      if (partner.isEmpty()) {
        lack(place.field(name), from.path(name), Side.TO);
        continue;
      }
      Place at = place.field(name);
      Difference otherwise = new Difference.Missing(at.pointer(), Excerpt.of(from.path(name)));
      texts.compare(
          at, TokenText.scan(name), TokenText.scan(partner.get()), extra.size() == 1, otherwise);
      compare(at, from.path(name), to.path(partner.get()), extra.size() == 1);
      extra.remove(partner.get());
    }
    extra.forEach(name -> lack(place.field(name), to.path(name), Side.FROM));
  }

  private boolean mayBeOne(Place place, ObjectNode from, ObjectNode to, String name, String other) {
    TokenText text = TokenText.scan(name);
    TokenText otherText = TokenText.scan(other);
    if (text.tokens().isEmpty() || !text.skeleton().equals(otherText.skeleton())) {
      return false;
    }
    for (int i = 0; i < text.tokens().size(); i++) {
      if (text.tokens().get(i) instanceof Token.Id id
          && otherText.tokens().get(i) instanceof Token.Id otherId
          && !sense.ids().name(Side.FROM, id).equals(sense.ids().name(Side.TO, otherId))) {
        return false;
      }
    }
    Mask mask = sense.mask();
    return mask.of(Side.FROM, place.field(name), from.path(name))
        == mask.of(Side.TO, place.field(other), to.path(other));
  }

  private void compareScalars(Place place, JsonNode from, JsonNode to, boolean isCertain) {
    TokenText fromTokens = ScalarText.of(place, from, rules);
    TokenText toTokens = ScalarText.of(place, to, rules);
    boolean isAlike = fromTokens.skeleton().equals(toTokens.skeleton());
    if (isAlike && fromTokens.tokens().isEmpty()) {
      return;
    }
    boolean isSame = Excerpt.scalarText(from).equals(Excerpt.scalarText(to));
    if (!isSame && isNumberAllowed(place, from, to)) {
      return;
    }
    Difference otherwise =
        new Difference.Value(place.pointer(), Excerpt.of(from), Excerpt.of(to), why(from, to));
    TokenText rewritten =
        isAlike || !from.isTextual() ? fromTokens : rewritten(place, from.textValue(), fromTokens);
    texts.compare(place, rewritten, toTokens, isCertain, otherwise);
  }

  private TokenText rewritten(Place place, String text, TokenText tokens) {
    Optional<Allowance.Rewrite> rewrite = rules.find(place, Allowance.Rewrite.class);
    if (rewrite.isEmpty() || !text.contains(rewrite.get().from())) {
      return tokens;
    }
    rules.use(place, Allowance.Rewrite.class);
    String fresh = text.replace(rewrite.get().from(), rewrite.get().to());
    return ScalarText.ofText(place, fresh, rules);
  }

  private boolean isNumberAllowed(Place place, JsonNode from, JsonNode to) {
    Optional<BigDecimal> number = Decimal.of(from);
    Optional<BigDecimal> other = Decimal.of(to);
    if (number.isEmpty() || other.isEmpty()) {
      return false;
    }
    BigDecimal distance = number.get().subtract(other.get()).abs();
    if (distance.signum() == 0 && rules.allows(place, Allowance.SameNumber.class)) {
      return true;
    }
    Optional<Allowance.Tolerance> tolerance = rules.find(place, Allowance.Tolerance.class);
    if (tolerance.isPresent() && distance.compareTo(tolerance.get().by()) <= 0) {
      rules.use(place, Allowance.Tolerance.class);
      explanations.add("numbers within their tolerance");
      return true;
    }
    return false;
  }

  private static String why(JsonNode from, JsonNode to) {
    Optional<BigDecimal> number = Decimal.of(from);
    Optional<BigDecimal> other = Decimal.of(to);
    boolean isSame =
        number.isPresent() && other.isPresent() && number.get().compareTo(other.get()) == 0;
    return isSame ? "the same number, written differently" : "";
  }
}
