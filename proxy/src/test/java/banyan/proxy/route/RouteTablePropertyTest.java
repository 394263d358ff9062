package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.match.Condition;
import banyan.proxy.route.RouteTable.Match;
import banyan.testing.TestSize;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The compiled table agrees with a reference that looks at every route. */
class RouteTablePropertyTest {
  private static final int REQUESTS = 50;

  @Test
  void findAgreesWithAReferenceOnRandomTables() {
    int tables = TestSize.pick("random route tables", 200, 1_000, 10_000);
    for (int seed = 0; seed < tables; seed++) {
      RandomRoutes random = new RandomRoutes(new Random(seed));
      List<Route> routes = random.routes();
      RouteTable table = new RouteTable(routes);
      for (int i = 0; i < REQUESTS; i++) {
        RandomRequest request = random.request();
        assertThat(found(table, request))
            .as("seed %d: %s in %s", seed, request, routes)
            .isEqualTo(reference(routes, request));
      }
    }
  }

  @Test
  void anExplanationHasTheWinnerOfTheTableAndAReasonForEveryOther() {
    int tables = TestSize.pick("explained route tables", 100, 500, 5_000);
    for (int seed = 0; seed < tables; seed++) {
      RandomRoutes random = new RandomRoutes(new Random(seed));
      List<Route> routes = random.routes();
      RouteTable table = new RouteTable(routes);
      for (int i = 0; i < REQUESTS; i++) {
        RandomRequest request = random.request();
        Explanation explanation = Explanation.of(table, request.head(), request.tenant());
        @Nullable Route winner =
            found(table, request) instanceof Match.Found found ? found.route() : null;
        assertThat(explanation.winner()).isEqualTo(winner);
        assertThat(explanation.others()).hasSize(routes.size() - (winner == null ? 0 : 1));
      }
    }
  }

  @Test
  void noRequestReachesARouteThatIsCalledUnreachable() {
    int tables = TestSize.pick("tables with unreachable routes", 200, 1_000, 10_000);
    int unreachable = 0;
    for (int seed = 0; seed < tables; seed++) {
      RandomRoutes random = new RandomRoutes(new Random(seed));
      RouteTable table = new RouteTable(random.routes());
      List<Route> hidden = new Reachability(table).unreachable();
      unreachable += hidden.size();
      for (int i = 0; i < REQUESTS; i++) {
        RandomRequest request = random.request();
        // The ingress refuses empty segments: such a request reaches no route.
        boolean isAdmitted = !request.path().contains("//");
        if (isAdmitted && found(table, request) instanceof Match.Found found) {
          assertThat(hidden).as("seed %d", seed).doesNotContain(found.route());
        }
      }
    }
    assertThat(unreachable).isPositive();
  }

  private static Match found(RouteTable table, RandomRequest request) {
    Match match = table.find(request.head());
    return match instanceof Match.Found found ? found.forTenant(request.tenant()) : match;
  }

  private static Match reference(List<Route> routes, RandomRequest request) {
    List<Route> matching =
        routes.stream()
            .filter(route -> isHost(route.host(), request.host()))
            .filter(route -> route.path().matches(request.path()))
            .filter(route -> conditions(route).allMatch(request::meets))
            .toList();
    Optional<Route> declared =
        best(of(matching, Route.Source.DECLARATION), request.method(), request.path());
    Stream<Route> candidates =
        of(matching, Route.Source.DOCUMENT)
            .filter(
                route ->
                    tenants(route).allMatch(asked -> declared.isPresent() && request.meets(asked)));
    Optional<Route> written =
        best(candidates, request.method(), request.path())
            .filter(route -> declared.isPresent() || route.to() instanceof Destination.Remote);
    Optional<Route> winner = written.or(() -> declared);
    if (winner.isPresent()) {
      return new Match.Found(winner.get(), declared.orElse(null));
    }
    TreeSet<String> allowed = new TreeSet<>();
    matching.stream()
        .filter(
            route ->
                route.source() == Route.Source.DECLARATION
                    || (route.to() instanceof Destination.Remote
                        && tenants(route).findAny().isEmpty()))
        .forEach(route -> allowed.addAll(route.methods()));
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed.isEmpty() ? new Match.Nothing() : new Match.WrongMethod(allowed);
  }

  private static boolean isHost(@Nullable String host, @Nullable String asked) {
    if (host == null) {
      return true;
    }
    return asked != null
        && (host.startsWith("*.") ? asked.endsWith(host.substring(1)) : host.equals(asked));
  }

  private static Stream<Condition> conditions(Route route) {
    return route.conditions().all().stream()
        .filter(condition -> !condition.toString().startsWith("tenant"));
  }

  private static Stream<Condition> tenants(Route route) {
    return route.conditions().all().stream()
        .filter(condition -> condition.toString().startsWith("tenant"));
  }

  private static Stream<Route> of(List<Route> routes, Route.Source source) {
    return routes.stream().filter(route -> route.source() == source);
  }

  private static Optional<Route> best(Stream<Route> routes, String method, String path) {
    return routes
        .filter(route -> route.takes(method))
        .max(
            Comparator.comparing((Route route) -> route.host() != null)
                .thenComparing(route -> route.host() != null && !route.host().startsWith("*"))
                .thenComparing(route -> route.host() == null ? 0 : route.host().length())
                .thenComparing(route -> rank(route.path(), path))
                .thenComparing(route -> !route.methods().isEmpty())
                .thenComparing(route -> route.methods().contains(method))
                .thenComparing(route -> route.conditions().all().size())
                .thenComparing(route -> count(route, 1, Integer.MAX_VALUE))
                .thenComparing(route -> count(route, 1, 1)));
  }

  private static long count(Route route, int fewest, int most) {
    return route.conditions().all().stream()
        .map(condition -> condition.values().size())
        .filter(values -> values >= fewest && values <= most)
        .count();
  }

  /** One letter a segment of the path: c for fixed, b for open, a for the rest. */
  private static String rank(PathTemplate template, String path) {
    StringBuilder rank = new StringBuilder();
    for (PathTemplate.Segment segment : template.segments()) {
      rank.append(segment instanceof PathTemplate.Segment.Fixed ? 'c' : 'b');
    }
    return rank + (template.isPrefix() ? "a" : "z");
  }
}
