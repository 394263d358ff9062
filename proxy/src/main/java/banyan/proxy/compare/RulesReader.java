package banyan.proxy.compare;

import banyan.proxy.adapt.JsonNumber;
import banyan.proxy.compare.Rules.Change;
import banyan.proxy.compare.Rules.Expectation;
import banyan.proxy.compare.Rules.Grounds;
import banyan.proxy.compare.Rules.OrderedList;
import banyan.proxy.compare.Rules.Reading;
import banyan.proxy.compare.Rules.Relaxation;
import banyan.proxy.compare.Rules.Target;
import banyan.proxy.route.Faults;
import banyan.proxy.route.YamlMapping;
import banyan.proxy.route.YamlText;
import banyan.wire.Suggestion;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a document of rules and reports everything wrong with it. One thread. */
final class RulesReader {
  private static final Set<String> KEYS = new TreeSet<>(Set.of("relax", "expect", "ordered"));
  private static final Set<String> GROUNDS = Set.of("who", "why", "evidence", "until");
  private static final Set<String> ORDERED_KEYS = new TreeSet<>(Set.of("at", "request"));
  private static final List<String> WORDS =
      List.of(
          "anything",
          "any-value",
          "same-number",
          "tolerance",
          "null-or-absent",
          "any-order",
          "skew",
          "same-instant",
          "ids",
          "rewrite");

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  private final Faults faults;

  private RulesReader(Faults faults) {
    this.faults = faults;
  }

  static Reading read(String file, String text) {
    Faults faults = new Faults(file);
    Rules rules =
        YamlText.parse(text, faults).map(new RulesReader(faults)::readDocument).orElse(Rules.NONE);
    return faults.isEmpty() ? new Reading.Valid(rules) : new Reading.Invalid(faults.list());
  }

  private Rules readDocument(Node root) {
    YamlMapping document = YamlMapping.of(root, "the document", KEYS, faults);
    return new Rules(
        readAll(
            document,
            "relax",
            "- {at: /rating, allow: tolerance, by: 0.01, …}",
            this::readRelaxation),
        readAll(document, "expect", "- {at: /currency, change: added, …}", this::readExpectation),
        readAll(document, "ordered", "- {at: /tags}", this::readOrdered));
  }

  private <T> List<T> readAll(
      YamlMapping document, String key, String example, Function<Node, Optional<T>> reader) {
    List<Node> items = document.items(key, example);
    if (items.size() > Rules.ENTRIES_MAX) {
      faults.at(items.get(Rules.ENTRIES_MAX), "more than " + Rules.ENTRIES_MAX + " entries");
      return List.of();
    }
    List<T> read = new ArrayList<>();
    items.forEach(item -> reader.apply(item).ifPresent(read::add));
    return read;
  }

  private Optional<Relaxation> readRelaxation(Node node) {
    YamlMapping open = YamlMapping.of(node, "a rule", faults);
    String word = open.text("allow").orElse("");
    YamlMapping rule = YamlMapping.of(node, "a rule", keys("allow", keysOf(word)), faults);
    Optional<Allowance> allowance =
        rule.demand("allow", "write one of " + String.join(", ", WORDS))
            .flatMap(given -> readAllowance(given, rule));
    Optional<Target> target = readTarget(rule);
    target.ifPresent(place -> allowance.ifPresent(what -> checkTarget(node, place, what)));
    Optional<RequestScope> scope = readScope(rule);
    Optional<Grounds> grounds = readGrounds(rule);
    if (allowance.isEmpty() || target.isEmpty() || scope.isEmpty() || grounds.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Relaxation(scope.get(), target.get(), allowance.get(), grounds.get(), line(node)));
  }

  private Optional<Expectation> readExpectation(Node node) {
    YamlMapping plan = YamlMapping.of(node, "a plan", keys("change", Set.of()), faults);
    Optional<Change> change =
        plan.demand("change", "write change: added, removed or changed")
            .flatMap(_ -> plan.parsed("change", RulesReader::parseChange));
    Optional<Target> target = readTarget(plan);
    Optional<RequestScope> scope = readScope(plan);
    Optional<Grounds> grounds = readGrounds(plan);
    if (change.isEmpty() || target.isEmpty() || scope.isEmpty() || grounds.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Expectation(scope.get(), target.get(), change.get(), grounds.get(), line(node)));
  }

  private Optional<OrderedList> readOrdered(Node node) {
    YamlMapping list = YamlMapping.of(node, "a list", ORDERED_KEYS, faults);
    Optional<PlacePattern> at = readPlace(list);
    Optional<RequestScope> scope = readScope(list);
    return at.isEmpty() || scope.isEmpty()
        ? Optional.empty()
        : Optional.of(new OrderedList(scope.get(), at.get()));
  }

  private Optional<Allowance> readAllowance(String word, YamlMapping rule) {
    return switch (word) {
      case "anything" -> Optional.of(new Allowance.Anything());
      case "any-value" -> Optional.of(new Allowance.AnyValue());
      case "same-number" -> Optional.of(new Allowance.SameNumber());
      case "null-or-absent" -> Optional.of(new Allowance.NullOrAbsent());
      case "any-order" -> Optional.of(new Allowance.AnyOrder());
      case "same-instant" -> Optional.of(new Allowance.SameInstant());
      case "ids" -> Optional.of(new Allowance.Ids());
      case "tolerance" ->
          rule.demand("by", "write by: 0.01")
              .flatMap(_ -> rule.parsed("by", text -> new Allowance.Tolerance(parseNumber(text))));
      case "skew" ->
          rule.demand("by", "write by: 30s")
              .flatMap(_ -> rule.parsed("by", text -> new Allowance.Skew(parseDuration(text))));
      case "rewrite" -> {
        Optional<String> from = rule.demand("from", "write from: /api/v1/");
        Optional<String> to = rule.demand("to", "write to: /v2/");
        yield from.flatMap(old -> to.map(fresh -> new Allowance.Rewrite(old, fresh)));
      }
      default -> {
        faults.at(
            rule.node(),
            "allow '"
                + word
                + "' is unknown; write one of "
                + String.join(", ", WORDS)
                + Suggestion.clause(word, WORDS));
        yield Optional.empty();
      }
    };
  }

  private Optional<Target> readTarget(YamlMapping entry) {
    boolean isHeader = entry.find("header").isPresent();
    if (isHeader == entry.find("at").isPresent()) {
      faults.at(entry.node(), "name one place: at: /items/*/price, or header: X-Version");
      return Optional.empty();
    }
    return isHeader
        ? entry.parsed("header", RulesReader::parseHeader)
        : readPlace(entry).map(Target.Body::new);
  }

  private Optional<PlacePattern> readPlace(YamlMapping entry) {
    Optional<Node> node = entry.find("at");
    if (node.isEmpty()) {
      faults.at(entry.node(), "'at' is missing; write at: /items/*/price");
      return Optional.empty();
    }
    if (node.get() instanceof org.snakeyaml.engine.v2.nodes.ScalarNode scalar
        && !scalar.isPlain()
        && scalar.getValue().isEmpty()) {
      return Optional.of(PlacePattern.parse(""));
    }
    return entry.parsed("at", PlacePattern::parse);
  }

  /** A header field has neither elements nor types. */
  private void checkTarget(Node node, Target target, Allowance allowance) {
    boolean fitsHeaders =
        allowance instanceof Allowance.Anything
            || allowance instanceof Allowance.AnyValue
            || allowance instanceof Allowance.Ids
            || allowance instanceof Allowance.Skew;
    if (target instanceof Target.Header && !fitsHeaders) {
      faults.at(
          node,
          "'" + allowance.word() + "' is for bodies; a header field takes any-value or anything");
    }
  }

  private Optional<RequestScope> readScope(YamlMapping entry) {
    return entry.find("request").isEmpty()
        ? Optional.of(RequestScope.ALL)
        : entry.parsed("request", RequestScope::parse);
  }

  private Optional<Grounds> readGrounds(YamlMapping entry) {
    Optional<String> who = entry.demand("who", "name who answers for it");
    Optional<String> why = entry.demand("why", "say why it is right");
    Optional<String> evidence = entry.demand("evidence", "say where that can be looked up");
    Optional<LocalDate> until =
        entry
            .demand("until", "write its last day, such as 2027-03-31")
            .flatMap(_ -> entry.parsed("until", RulesReader::parseDay));
    return who.isEmpty() || why.isEmpty() || evidence.isEmpty() || until.isEmpty()
        ? Optional.empty()
        : Optional.of(new Grounds(who.get(), why.get(), evidence.get(), until.get()));
  }

  private static Set<String> keysOf(String word) {
    return switch (word) {
      case "tolerance", "skew" -> Set.of("by");
      case "rewrite" -> Set.of("from", "to");
      default -> Set.of();
    };
  }

  private static Set<String> keys(String verb, Set<String> more) {
    Set<String> keys = new TreeSet<>(Set.of(verb, "at", "header", "request"));
    keys.addAll(GROUNDS);
    keys.addAll(more);
    return keys;
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static Target parseHeader(String name) {
    if (!FIELD_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no field name");
    }
    return new Target.Header(name.toLowerCase(Locale.ROOT));
  }

  private static Change parseChange(String text) {
    for (Change change : Change.values()) {
      if (change.word().equals(text)) {
        return change;
      }
    }
    throw new IllegalArgumentException(
        "change '"
            + text
            + "': write added, removed or changed"
            + Suggestion.clause(text, List.of("added", "removed", "changed")));
  }

  private static BigDecimal parseNumber(String text) {
    return JsonNumber.parse(text)
        .flatMap(Decimal::of)
        .filter(number -> number.signum() > 0)
        .orElseThrow(
            () -> new IllegalArgumentException("by '" + text + "': write a number above 0"));
  }

  private static Duration parseDuration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("by '" + text + "': write a time such as 30s or 500ms");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static LocalDate parseDay(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "until '" + text + "': write the last day as 2027-03-31", e);
    }
  }
}
