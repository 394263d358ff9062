package banyan.proxy.fault;

import banyan.proxy.match.Condition;
import banyan.proxy.match.Conditions;
import banyan.proxy.match.MatchableFields;
import banyan.proxy.match.RequestHead;
import banyan.proxy.match.Trait;
import banyan.proxy.match.WireHead;
import banyan.proxy.route.PathTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault may befall: those that meet all that is given. A method alone is no scope:
 * a fault for everybody is a mistake that takes one letter.
 *
 * @param route the id of a route, such as {@code GET /api/v1/products}; null for any
 * @param host lower-case without port; null for any
 * @param methods upper-case; empty for any
 * @param path null for any
 * @param fields that must be there, with one of their values where any is named
 */
public record FaultScope(
    @Nullable String route,
    @Nullable String host,
    Set<String> methods,
    @Nullable PathTemplate path,
    Conditions fields) {
  /** More fields are refused. */
  public static final int FIELDS_MAX = 8;

  private static final int TEXT_LENGTH_MAX = PathTemplate.LENGTH_MAX;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

  public FaultScope {
    methods = Collections.unmodifiableSet(new TreeSet<>(methods));
    if (route == null && host == null && path == null && fields.isEmpty()) {
      throw new IllegalArgumentException(
          "say where: a route, a path, a host, or a field that a request must have");
    }
  }

  /**
   * Reads a scope; throws IllegalArgumentException whose message says what would be right. What is
   * empty is not asked for.
   *
   * @param methods separated by commas
   * @param fields each {@code NAME} or {@code NAME=VALUE}
   */
  public static FaultScope parse(
      String route, String host, String methods, String path, List<String> fields) {
    return new FaultScope(
        route.isEmpty() ? null : held("route", route),
        host.isEmpty() ? null : WireHead.canonical(held("host", host)),
        methods.isEmpty() ? Set.of() : methodsOf(methods),
        path.isEmpty() ? null : PathTemplate.parse(path),
        conditions(fields));
  }

  /** Whether a request may be befallen. */
  boolean covers(String routeId, RequestHead head) {
    return (route == null || route.equals(routeId))
        && (host == null || host.equals(head.host()))
        && (methods.isEmpty() || methods.contains(head.method()))
        && (path == null || path.matches(head.path()))
        && fields.hold(head);
  }

  /** {@code GET shop.example /api/** [field x-test]}, for people. */
  public String text() {
    List<String> parts = new ArrayList<>();
    if (route != null) {
      parts.add("route '" + route + "'");
    }
    if (!methods.isEmpty()) {
      parts.add(String.join(",", methods));
    }
    if (host != null) {
      parts.add(host);
    }
    if (path != null) {
      parts.add(path.text());
    }
    if (!fields.isEmpty()) {
      parts.add(fields.toString());
    }
    return String.join(" ", parts);
  }

  private static Set<String> methodsOf(String text) {
    Set<String> methods = new TreeSet<>();
    for (String method : text.split(",", -1)) {
      String name = method.strip();
      if (!TOKEN.matcher(name).matches() || !name.equals(name.toUpperCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "method '" + name + "': write upper-case methods by comma, such as GET,HEAD");
      }
      methods.add(name);
    }
    return methods;
  }

  private static Conditions conditions(List<String> fields) {
    if (fields.size() > FIELDS_MAX) {
      throw new IllegalArgumentException("header: use at most " + FIELDS_MAX);
    }
    List<Condition> conditions = new ArrayList<>();
    for (String field : fields) {
      Condition condition = condition(field);
      if (conditions.stream().anyMatch(other -> other.trait().equals(condition.trait()))) {
        throw new IllegalArgumentException("header '" + field + "': it stands twice");
      }
      conditions.add(condition);
    }
    return new Conditions(conditions);
  }

  private static Condition condition(String field) {
    int equals = field.indexOf('=');
    String name = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("header '" + field + "': write NAME or NAME=VALUE");
    }
    if (!MatchableFields.has(name)) {
      throw new IllegalArgumentException(
          "header '" + name + "': it frames, reports or proves who asks; take another one");
    }
    Trait trait = new Trait.Field(name);
    if (equals < 0) {
      return Condition.present(trait);
    }
    String value = field.substring(equals + 1);
    if (value.length() > Condition.VALUE_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "header '" + name + "': use at most " + Condition.VALUE_LENGTH_MAX + " characters");
    }
    return Condition.oneOf(trait, Set.of(value));
  }

  private static String held(String name, String text) {
    if (text.length() > TEXT_LENGTH_MAX || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          name + ": use at most " + TEXT_LENGTH_MAX + " characters, and no control characters");
    }
    return text;
  }
}
