package banyan.proxy.compare;

import banyan.proxy.compare.Rules.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the header fields of two answers, whatever their order and case. One thread. */
final class FieldComparison {
  private static final Pattern ORIGIN = Pattern.compile("^https?://[^/?#]*");

  /** Of a policy, made anew for each answer. */
  private static final Pattern NONCE = Pattern.compile("'nonce-[^']*'");

  /** Long and without words: a session, not a setting. */
  private static final Pattern SECRET = Pattern.compile("(?=[^0-9]*[0-9])[0-9A-Za-z+/=_.%~-]{16,}");

  private final ActiveRules rules;
  private final Differences differences;
  private final TextComparison texts;

  FieldComparison(ActiveRules rules, Explanations explanations, Differences differences) {
    this.rules = rules;
    this.differences = differences;
    this.texts = new TextComparison(rules, explanations, differences);
  }

  void compare(RecordedAnswer from, RecordedAnswer to) {
    Map<String, List<String>> fromValues = values(from);
    Map<String, List<String>> toValues = values(to);
    Set<String> names = new LinkedHashSet<>(fromValues.keySet());
    names.addAll(toValues.keySet());
    for (String name : names) {
      Place place = Place.header(name);
      if (rules.find(place, Allowance.Anything.class).isPresent()) {
        rules.use(place, Allowance.Anything.class);
      } else {
        compare(
            place,
            name,
            fromValues.getOrDefault(name, List.of()),
            toValues.getOrDefault(name, List.of()));
      }
    }
  }

  private void compare(Place place, String name, List<String> from, List<String> to) {
    if (from.isEmpty() || to.isEmpty()) {
      Change change = from.isEmpty() ? Change.ADDED : Change.REMOVED;
      if (from.size() + to.size() > 0 && !rules.isPlanned(place, change)) {
        differences.add(
            new Difference.Header(
                name,
                from.isEmpty() ? null : Excerpt.of(String.join(", ", from)),
                to.isEmpty() ? null : Excerpt.of(String.join(", ", to))));
      }
      return;
    }
    String fromText = normal(name, from, to);
    String toText = normal(name, to, from);
    Difference otherwise =
        new Difference.Header(
            name, Excerpt.of(String.join(", ", from)), Excerpt.of(String.join(", ", to)));
    boolean isPolicy = FieldKind.of(name) == FieldKind.POLICY;
    texts.compare(
        place,
        isPolicy ? TokenText.plain(fromText) : ScalarText.ofText(place, fromText, rules),
        isPolicy ? TokenText.plain(toText) : ScalarText.ofText(place, toText, rules),
        true,
        otherwise);
  }

  /** The value as far as it is compared. */
  private static String normal(String name, List<String> values, List<String> others) {
    String joined = String.join(", ", values);
    return switch (FieldKind.of(name)) {
      case IGNORED, PRESENCE -> "";
      case SET -> members(joined);
      case COOKIE ->
          values.stream().map(FieldComparison::cookie).sorted().collect(Collectors.joining("\n"));
      case MEDIA_TYPE -> MediaType.parse(joined).normal();
      case URL ->
          others.getFirst().startsWith("/") ? ORIGIN.matcher(joined).replaceFirst("") : joined;
      case POLICY -> NONCE.matcher(joined).replaceAll("'nonce-…'");
      case VALUE -> joined;
    };
  }

  /** The values of the fields that are compared, by their names in lower case. */
  private static Map<String, List<String>> values(RecordedAnswer answer) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (RecordedField field : answer.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      boolean isNothing = name.equals("vary") && members(field.value()).isEmpty();
      if (FieldKind.of(name) != FieldKind.IGNORED && !isNothing) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(field.value().strip());
      }
    }
    return values;
  }

  /** The members in an order of their own; what compression adds to Vary is none. */
  private static String members(String value) {
    Set<String> members = new TreeSet<>();
    int start = 0;
    char closing = 0;
    for (int i = 0; i <= value.length(); i++) {
      char letter = i == value.length() ? ',' : value.charAt(i);
      if (letter == closing) {
        closing = 0;
      } else if (closing == 0 && (letter == '"' || letter == '<')) {
        closing = letter == '<' ? '>' : '"';
      }
      if (i == value.length() || (letter == ',' && closing == 0)) {
        String member = value.substring(start, i).strip();
        members.add(member.startsWith("<") ? member : member.toLowerCase(Locale.ROOT));
        start = i + 1;
      }
    }
    members.removeAll(List.of("", "accept-encoding"));
    return String.join(", ", members);
  }

  /** Name, value unless it is a secret, and the attributes in an order of their own. */
  private static String cookie(String text) {
    String[] parts = text.split(";", -1);
    String[] pair = parts[0].strip().split("=", 2);
    String value = pair.length < 2 ? "" : pair[1];
    Set<String> attributes = new TreeSet<>();
    for (int i = 1; i < parts.length; i++) {
      String attribute = parts[i].strip().toLowerCase(Locale.ROOT);
      attributes.add(attribute.startsWith("expires=") ? "expires" : attribute);
    }
    return pair[0] + "=" + (SECRET.matcher(value).matches() ? "…" : value) + attributes;
  }
}
