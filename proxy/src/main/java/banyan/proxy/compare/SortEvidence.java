package banyan.proxy.compare;

import banyan.proxy.adapt.JsonNumber;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether a list is sorted by something, and whether its elements in another order still are. A
 * short list is sorted by chance now and then: the less a field looks like one that lists are
 * sorted by, the less likely chance must be.
 */
final class SortEvidence {
  private static final Set<String> POSITIONS =
      Set.of("position", "index", "rank", "sequence", "seq", "line", "ordinal", "step", "sort");

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "name",
          "title",
          "label",
          "sku",
          "code",
          "key",
          "slug",
          "email",
          "number",
          "no",
          "at",
          "on",
          "date",
          "time",
          "timestamp",
          "ts",
          "created",
          "updated",
          "modified",
          "price",
          "amount",
          "total",
          "score",
          "rating",
          "priority",
          "distance",
          "relevance",
          "version",
          "year",
          "month",
          "day",
          "level",
          "popularity",
          "weight",
          "cost",
          "username",
          "surname");

  /** Two elements that count up; three that are sorted either way; five; a text down, four. */
  private static final double CHANCE_MAX_OF_POSITION = 0.5;

  private static final double CHANCE_MAX_OF_KEY = 0.34;
  private static final double CHANCE_MAX = 0.02;
  private static final double CHANCE_MAX_OF_TEXT_DOWN = 0.1;

  private SortEvidence() {}

  /**
   * What a list was sorted by and is no longer.
   *
   * @param list its name
   * @param from elements in their order
   * @param inToOrder the same elements in the order of the other list
   */
  static Optional<String> broken(String list, List<JsonNode> from, List<JsonNode> inToOrder) {
    if (!from.getFirst().isContainerNode()) {
      return broken("its values", "key", from, inToOrder, Function.identity());
    }
    if (from.getFirst().isArray()) {
      return broken("the first of its rows' values", "key", from, inToOrder, row -> row.get(0));
    }
    for (var field : from.getFirst().properties()) {
      String name = field.getKey();
      Optional<String> broken =
          broken(name, words(list, from, name), from, inToOrder, node -> node.get(name));
      if (broken.isEmpty() && field.getValue().isObject()) {
        for (var inner : field.getValue().properties()) {
          String path = name + "/" + inner.getKey();
          broken =
              broken.or(
                  () ->
                      broken(
                          path,
                          name + " " + inner.getKey(),
                          from,
                          inToOrder,
                          node -> node.path(name).get(inner.getKey())));
        }
      }
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  /** The name of a field, or what it is where the elements tell more than its name. */
  private static String words(String list, List<JsonNode> elements, String name) {
    if (name.equalsIgnoreCase(FieldWords.singular(list)) && countUp(elements, name)) {
      return "position";
    }
    return areBuckets(elements, name) ? "total" : name;
  }

  /** {@code legs} with {@code leg} 1, 2, 3. */
  private static boolean countUp(List<JsonNode> elements, String name) {
    int first = JsonNumber.lexeme(elements.getFirst().path(name)).equals(Optional.of("0")) ? 0 : 1;
    for (int i = 0; i < elements.size(); i++) {
      String expected = Integer.toString(first + i);
      if (!JsonNumber.lexeme(elements.get(i).path(name)).equals(Optional.of(expected))) {
        return false;
      }
    }
    return true;
  }

  /** How often each value was found, the most frequent first: what searches count. */
  private static boolean areBuckets(List<JsonNode> elements, String name) {
    List<String> words = FieldWords.of(name);
    if (words.isEmpty() || !words.getLast().equals("count")) {
      return false;
    }
    Optional<BigDecimal> before = Optional.empty();
    for (JsonNode element : elements) {
      Optional<BigDecimal> count = Decimal.of(element.path(name));
      boolean rises =
          before.isPresent() && count.isPresent() && count.get().compareTo(before.get()) > 0;
      if (element.size() != 2 || count.isEmpty() || rises) {
        return false;
      }
      before = count;
    }
    return true;
  }

  private static Optional<String> broken(
      String place,
      String words,
      List<JsonNode> from,
      List<JsonNode> inToOrder,
      Function<JsonNode, JsonNode> valueOf) {
    Optional<List<SortValue>> values = SortValue.all(from, valueOf);
    Optional<List<SortValue>> others = SortValue.all(inToOrder, valueOf);
    if (values.isEmpty() || others.isEmpty()) {
      return Optional.empty();
    }
    double chance = chance(values.get());
    for (Comparator<SortValue> order : SortValue.orders(values.get().getFirst())) {
      if (isSorted(values.get(), order)
          && !isSorted(others.get(), order)
          && chance <= chanceMax(words, false, values.get())) {
        return Optional.of("sorted by " + place);
      }
      Comparator<SortValue> down = order.reversed();
      if (isSorted(values.get(), down)
          && !isSorted(others.get(), down)
          && 2 * chance <= chanceMax(words, true, values.get())) {
        return Optional.of("sorted by " + place + ", downwards");
      }
    }
    return Optional.empty();
  }

  private static double chanceMax(String name, boolean isDown, List<SortValue> values) {
    List<String> words = FieldWords.of(name);
    if (!isDown && words.stream().anyMatch(POSITIONS::contains)) {
      return CHANCE_MAX_OF_POSITION;
    }
    if (words.stream().noneMatch(KEYS::contains)) {
      return CHANCE_MAX;
    }
    boolean isText = values.getFirst() instanceof SortValue.Text;
    return isDown && isText ? CHANCE_MAX_OF_TEXT_DOWN : CHANCE_MAX_OF_KEY;
  }

  private static boolean isSorted(List<SortValue> values, Comparator<SortValue> order) {
    for (int i = 1; i < values.size(); i++) {
      if (order.compare(values.get(i - 1), values.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** How likely values in an order of chance are sorted upwards: one in their arrangements. */
  private static double chance(List<SortValue> values) {
    Map<SortValue, Integer> counts = new HashMap<>();
    double arrangements = 1;
    for (int i = 0; i < values.size() && arrangements < 1e9; i++) {
      int alike = counts.merge(values.get(i), 1, Integer::sum);
      arrangements = arrangements * (i + 1) / alike;
    }
    return 1 / arrangements;
  }

  /** A value that lists are sorted by. */
  private sealed interface SortValue {
    record Numeral(BigDecimal value) implements SortValue {}

    record Moment(java.time.Instant value) implements SortValue {}

    record Text(String value) implements SortValue {}

    /** The values of a list, all of one kind; empty where one lacks. */
    static Optional<List<SortValue>> all(
        List<JsonNode> elements, Function<JsonNode, JsonNode> valueOf) {
      List<SortValue> values = new ArrayList<>();
      for (JsonNode element : elements) {
        Optional<SortValue> value =
            Optional.ofNullable(valueOf.apply(element)).flatMap(SortValue::of);
        if (value.isEmpty()
            || (!values.isEmpty() && values.getFirst().getClass() != value.get().getClass())) {
          return Optional.empty();
        }
        values.add(value.get());
      }
      return Optional.of(values);
    }

    static Optional<SortValue> of(JsonNode node) {
      if (node.isTextual()) {
        String text = node.textValue();
        TokenText tokens = TokenText.scan(text);
        boolean isMoment =
            tokens.tokens().size() == 1
                && tokens.tokens().getFirst() instanceof Token.Time time
                && time.text().equals(text);
        return Optional.of(
            isMoment
                ? new Moment(((Token.Time) tokens.tokens().getFirst()).moment().instant())
                : new Text(text));
      }
      return Decimal.of(node).map(Numeral::new);
    }

    /** The orders in which values of a kind may be sorted. */
    static List<Comparator<SortValue>> orders(SortValue kind) {
      return switch (kind) {
        case Numeral _ -> List.of(Comparator.comparing(value -> ((Numeral) value).value()));
        case Moment _ -> List.of(Comparator.comparing(value -> ((Moment) value).value()));
        case Text _ ->
            List.of(
                Comparator.comparing(value -> ((Text) value).value()),
                Comparator.comparing(
                    value -> ((Text) value).value(), String.CASE_INSENSITIVE_ORDER));
      };
    }
  }
}
