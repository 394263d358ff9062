package banyan.proxy.route;

import banyan.proxy.match.Condition;
import banyan.proxy.match.Conditions;
import banyan.proxy.match.Trait;
import banyan.proxy.match.WireHead;
import banyan.proxy.route.RouteTable.Match;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Finds written routes that no request can reach, because better ones take all that they match.
 *
 * <p>It asks the table itself. For each route there is a request that as few others as possible
 * match: where the route leaves a choice, the request has what nobody names (a host, a segment, a
 * value), and nothing that the route does not ask for. Whatever else matches such a request matches
 * every request that has a named thing in its place, so a route that wins none of these wins none
 * at all. Where a route has very many combinations of values, {@link #TRIALS_MAX} are tried and
 * then it counts as reached.
 */
final class Reachability {
  /** So many requests are tried for one route. */
  static final int TRIALS_MAX = 20_000;

  private final RouteTable table;
  private final List<Route> declarations;
  private final String unnamed;
  private final int deepest;

  Reachability(RouteTable table) {
    this.table = table;
    this.declarations =
        table.routes().stream()
            .filter(route -> route.source() == Route.Source.DECLARATION)
            .toList();
    this.unnamed = unnamed(table);
    this.deepest =
        table.routes().stream().mapToInt(route -> route.path().segments().size()).max().orElse(0);
  }

  /** The written routes that no request reaches, in their order. */
  List<Route> unreachable() {
    return table.routes().stream()
        .filter(route -> route.source() == Route.Source.DOCUMENT && !isReached(route))
        .toList();
  }

  private boolean isReached(Route route) {
    int trials = 0;
    for (Trial place : places(route)) {
      for (Choice choice : choices(route.conditions())) {
        for (String path : paths(place.pattern(), choice)) {
          if (++trials > TRIALS_MAX || wins(route, place.method(), path, choice)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean wins(Route route, String method, String path, Choice choice) {
    WireHead head =
        new WireHead(host(route), method, path, choice.query(), choice.fields().asImmutable());
    return table.find(head) instanceof Match.Found found
        && found.forTenant(choice.tenant()).route().equals(route);
  }

  /** A route that needs local code is met only where some is declared. */
  private List<Trial> places(Route route) {
    List<Trial> places = new ArrayList<>();
    boolean needsCode = route.to() instanceof Destination.Local || route.conditions().hasTenants();
    if (!needsCode) {
      Set<String> methods = route.methods().isEmpty() ? Set.of(unnamed) : route.methods();
      methods.forEach(method -> places.add(new Trial(method, List.of(route.path()))));
      return places;
    }
    for (Route declaration : declarations) {
      // A declaration of HEAD alone meets a route that names GET and answers HEAD thereby.
      Set<String> methods = new TreeSet<>(route.methods());
      methods.addAll(declaration.methods());
      for (String method : methods) {
        boolean isMeeting =
            route.takes(method)
                && declaration.takes(method)
                && declaration.path().overlaps(route.path());
        if (isMeeting) {
          places.add(new Trial(method, List.of(route.path(), declaration.path())));
        }
      }
    }
    return places;
  }

  /** Paths that all patterns match, with segments that nobody names where there is a choice. */
  private List<String> paths(List<PathTemplate> patterns, Choice choice) {
    int named = patterns.stream().mapToInt(path -> path.segments().size()).max().orElse(0);
    List<String> segments = new ArrayList<>();
    for (int i = 0; i < named; i++) {
      segments.add(segment(patterns, i, choice));
    }
    String start = "/" + String.join("/", segments);
    List<String> paths = new ArrayList<>(List.of(named == 0 ? "/" : start));
    if (patterns.stream().allMatch(PathTemplate::isPrefix)) {
      String tail = named == 0 ? "" : start;
      for (int more = 0; more <= deepest + 1; more++) {
        paths.add(tail + "/");
        tail = tail + "/" + unnamed;
        paths.add(tail);
      }
    }
    return paths;
  }

  private String segment(List<PathTemplate> patterns, int index, Choice choice) {
    for (PathTemplate pattern : patterns) {
      if (index < pattern.segments().size()
          && pattern.segments().get(index) instanceof PathTemplate.Segment.Fixed fixed) {
        return fixed.text();
      }
    }
    return choice.segments().getOrDefault(index, unnamed);
  }

  private @Nullable String host(Route route) {
    String host = route.host();
    if (host == null) {
      return unnamed;
    }
    return host.startsWith(Route.ANY_BELOW) ? unnamed + host.substring(1) : host;
  }

  /** What a request may have to meet all conditions and no more, in every combination of values. */
  private List<Choice> choices(Conditions conditions) {
    List<Choice> choices = List.of(new Choice(HttpFields.build(), "", unnamed, Map.of()));
    for (Condition condition : conditions.all()) {
      List<Choice> more = new ArrayList<>();
      Set<String> values =
          condition.accepted().isEmpty() ? Set.of(unnamed) : new TreeSet<>(condition.accepted());
      for (Choice choice : choices) {
        for (String value : values) {
          if (more.size() < TRIALS_MAX) {
            more.add(choice.with(condition.trait(), value));
          }
        }
      }
      choices = more;
    }
    return choices;
  }

  /** A word, legal as host, segment, method and value, that occurs in no route. */
  private static String unnamed(RouteTable table) {
    Set<String> named = new LinkedHashSet<>();
    for (Route route : table.routes()) {
      named.addAll(route.methods());
      route
          .path()
          .segments()
          .forEach(
              segment -> {
                if (segment instanceof PathTemplate.Segment.Fixed fixed) {
                  named.add(fixed.text());
                }
              });
      route.conditions().all().forEach(condition -> named.addAll(condition.accepted()));
      named.add(String.valueOf(route.host()));
    }
    String word = "x";
    while (occurs(word, named)) {
      word = word + "x";
    }
    return word;
  }

  private static boolean occurs(String word, Set<String> named) {
    return named.stream().anyMatch(name -> name.equals(word) || name.startsWith(word + "."));
  }

  /** Where a request may meet a route: below all of these templates. */
  private record Trial(String method, List<PathTemplate> pattern) {}

  /** What a request has beside host and method; of its path, the segments that are asked for. */
  private record Choice(
      HttpFields.Mutable fields, String query, String tenant, Map<Integer, String> segments) {
    Choice with(Trait trait, String value) {
      HttpFields.Mutable more = HttpFields.build(fields);
      return switch (trait) {
        case Trait.Field(String name) -> new Choice(more.put(name, value), query, tenant, segments);
        case Trait.Cookie(String name) ->
            new Choice(more.add(HttpHeader.COOKIE, name + "=" + value), query, tenant, segments);
        case Trait.Accepted _ ->
            new Choice(
                more.add(HttpHeader.ACCEPT, "*/*;version=" + value), query, tenant, segments);
        case Trait.Parameter(String name) ->
            new Choice(more, query + "&" + escaped(name) + "=" + escaped(value), tenant, segments);
        case Trait.Segment(int index, String _) -> {
          Map<Integer, String> named = new HashMap<>(segments);
          named.put(index, value);
          yield new Choice(more, query, tenant, named);
        }
        case Trait.Tenant _ -> new Choice(more, query, value, segments);
      };
    }

    private static String escaped(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
