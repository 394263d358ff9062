package banyan.proxy.route;

import banyan.proxy.match.Condition;
import banyan.proxy.match.Conditions;
import banyan.proxy.match.MatchableFields;
import banyan.proxy.match.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads what a route's {@code match} asks for beside host, methods and path: {@code fields}, {@code
 * query}, {@code cookies}, {@code version}, {@code tenant}. One thread.
 */
final class ConditionsReader {
  /** The keys of {@code match} that are read here. */
  static final Set<String> KEYS = Set.of("fields", "query", "cookies", "version", "tenant");

  private static final Set<String> PRESENT_KEYS = Set.of("present");
  private static final Set<String> VERSION_KEYS = new TreeSet<>(Set.of("in", "name", "is"));
  private static final String VALUES_EXAMPLE = "a value, a list of values, or {present: true}";

  /** RFC 9110 section 5.6.2; cookies have such names, too (RFC 6265 section 4.1.1). */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  private static final Pattern PARAMETER = Pattern.compile("[^\\p{Cntrl}]{1,100}");

  /** RFC 9110 section 5.5, without obs-text. */
  private static final Pattern VALUE = Pattern.compile("[!-~]([ !-~]*[!-~])?");

  private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}]*");
  private static final Pattern VERSION = Pattern.compile("[vV]?([0-9][0-9A-Za-z.-]{0,30})");
  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final Faults faults;
  private final LocalCode local;

  ConditionsReader(Faults faults, LocalCode local) {
    this.faults = faults;
    this.local = local;
  }

  Conditions read(YamlMapping match, PathTemplate path, Set<String> methods) {
    List<Condition> all = new ArrayList<>();
    readNamed(match, "fields", ConditionsReader::field, VALUE, all);
    readNamed(match, "query", ConditionsReader::parameter, PLAIN, all);
    readNamed(match, "cookies", ConditionsReader::cookie, VALUE, all);
    match.find("version").flatMap(node -> readVersion(node, path)).ifPresent(all::add);
    match.find("tenant").flatMap(node -> readTenant(node, path, methods)).ifPresent(all::add);
    if (all.size() > Conditions.MAX) {
      faults.at(match.node(), "a route has at most " + Conditions.MAX + " conditions");
    }
    if (looksTwice(all.stream().map(Condition::trait).toList())) {
      faults.at(match.node(), "two conditions look at the same thing; keep one");
    }
    return new Conditions(all);
  }

  /** At one thing, or at {@code Accept} as a whole and at the version in it. */
  private static boolean looksTwice(List<Trait> traits) {
    return new HashSet<>(traits).size() < traits.size()
        || (traits.contains(new Trait.Accepted()) && traits.contains(new Trait.Field("accept")));
  }

  private void readNamed(
      YamlMapping match,
      String key,
      Function<String, Trait> trait,
      Pattern value,
      List<Condition> all) {
    Optional<Node> node = match.find(key);
    if (node.isEmpty()) {
      return;
    }
    YamlMapping named = YamlMapping.of(node.get(), "'" + key + "'", faults);
    for (Map.Entry<String, Node> entry : named.entries().entrySet()) {
      Optional<Trait> asked = named.parse(entry.getValue(), entry.getKey(), trait);
      Optional<Set<String>> values = readValues(entry.getValue(), value);
      if (asked.isPresent() && values.isPresent()) {
        all.add(new Condition(asked.get(), values.get(), values.get()));
      }
    }
  }

  /** The values; none for {@code {present: true}}. */
  private Optional<Set<String>> readValues(Node node, Pattern form) {
    if (node instanceof MappingNode) {
      YamlMapping present = YamlMapping.of(node, "a condition", PRESENT_KEYS, faults);
      if (!present.text("present").orElse("true").equals("true")) {
        faults.at(node, "'present' can only be true; leave the condition out");
      }
      return Optional.of(Set.of());
    }
    return readList(node, form, "1 to " + Condition.VALUE_LENGTH_MAX + " characters");
  }

  private Optional<Set<String>> readList(Node node, Pattern form, String remedy) {
    List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    Set<String> values = new LinkedHashSet<>();
    if (items.isEmpty() || items.size() > Condition.VALUES_MAX) {
      faults.at(node, "names no value or more than " + Condition.VALUES_MAX);
    }
    for (Node item : items) {
      if (!(item instanceof ScalarNode scalar)) {
        faults.at(item, "write " + VALUES_EXAMPLE);
      } else if (scalar.getValue().length() > Condition.VALUE_LENGTH_MAX
          || (scalar.isPlain() && scalar.getValue().isEmpty())
          || !form.matcher(scalar.getValue()).matches()) {
        faults.at(
            item, "'" + shown(scalar.getValue()) + "' is no value to compare; write " + remedy);
      } else if (!values.add(scalar.getValue())) {
        faults.at(item, "'" + scalar.getValue() + "' stands twice; keep one");
      }
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private Optional<Condition> readVersion(Node node, PathTemplate path) {
    YamlMapping version = YamlMapping.of(node, "'version'", VERSION_KEYS, faults);
    if (version.find("is").isEmpty()) {
      faults.at(node, "'is' is missing; write is: 2, or is: [1, 2]");
    }
    Optional<Set<String>> values =
        version.find("is").flatMap(is -> readList(is, VERSION, "a version such as 2 or 2.1"));
    Optional<Trait> trait =
        version
            .demand("in", "write in: path, field or accept")
            .flatMap(in -> versionTrait(in, version, path));
    if (values.isEmpty() || trait.isEmpty()) {
      return Optional.empty();
    }
    Set<String> bare = new TreeSet<>();
    values.get().forEach(text -> bare.add(text.replaceFirst("^[vV]", "")));
    return Optional.of(Condition.version(trait.get(), bare));
  }

  private Optional<Trait> versionTrait(String in, YamlMapping version, PathTemplate path) {
    return switch (in) {
      case "accept" -> acceptTrait(version);
      case "field" -> named(version, "write name: X-Api-Version", ConditionsReader::field);
      case "path" ->
          named(version, "write the open segment of the path", name -> segment(path, name));
      default -> {
        faults.at(
            version.find("in").orElse(version.node()),
            "'" + in + "' tells no version; known are accept, field, path");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Trait> named(
      YamlMapping version, String remedy, Function<String, Trait> trait) {
    return version
        .demand("name", remedy)
        .flatMap(name -> version.parse(version.find("name").orElse(version.node()), name, trait));
  }

  private Optional<Trait> acceptTrait(YamlMapping version) {
    version.find("name").ifPresent(name -> faults.at(name, "'accept' has no name; leave it out"));
    return Optional.of(new Trait.Accepted());
  }

  private Optional<Condition> readTenant(Node node, PathTemplate path, Set<String> methods) {
    if (!local.answers(path, methods)) {
      faults.at(
          node,
          "the caller of '" + path + "' is not known here: no context of this process declares it");
    }
    return readList(node, TENANT, "1 to 63 of a-z 0-9 -")
        .map(values -> Condition.oneOf(new Trait.Tenant(), values));
  }

  private static Trait field(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + shown(name) + "' is no field name");
    }
    if (!MatchableFields.has(lower)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' frames, routes or identifies a message; match host, cookies or tenant instead");
    }
    return new Trait.Field(lower);
  }

  private static Trait parameter(String name) {
    if (!PARAMETER.matcher(name).matches()) {
      throw new IllegalArgumentException("a parameter's name has 1 to 100 characters");
    }
    return new Trait.Parameter(name);
  }

  private static Trait cookie(String name) {
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + shown(name) + "' is no name of a cookie");
    }
    return new Trait.Cookie(name);
  }

  private static Trait segment(PathTemplate path, String name) {
    for (int i = 0; i < path.segments().size(); i++) {
      if (path.segments().get(i).equals(new PathTemplate.Segment.Open(name))) {
        return new Trait.Segment(i, name);
      }
    }
    throw new IllegalArgumentException("'" + shown(name) + "' is no open segment of " + path);
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
