package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.RouteTable.Match;
import banyan.testing.TestSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The compiled table agrees with a reference that looks at every route. */
class RouteTablePropertyTest {
  private static final List<String> TEMPLATE_WORDS = List.of("a", "b", "c", "{x}", "{y}");
  private static final List<String> PATH_WORDS = List.of("a", "b", "c", "d", "");
  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT");

  @Test
  void findAgreesWithAReferenceOnRandomTables() {
    int tables = TestSize.pick("random route tables", 200, 1_000, 10_000);
    for (int seed = 0; seed < tables; seed++) {
      Random random = new Random(seed);
      List<Route> routes = randomRoutes(random);
      RouteTable table = new RouteTable(routes);
      for (int i = 0; i < 50; i++) {
        String host = random.nextBoolean() ? null : pick(random, List.of("h", "i"));
        String method = pick(random, List.of("GET", "HEAD", "POST", "PUT", "PATCH"));
        String path = randomPath(random);
        assertThat(table.find(host, method, path))
            .as("seed %d: %s %s %s in %s", seed, host, method, path, routes)
            .isEqualTo(reference(routes, host, method, path));
      }
    }
  }

  private static Match reference(
      List<Route> routes, @Nullable String host, String method, String path) {
    List<Route> matching =
        routes.stream()
            .filter(route -> route.host() == null || route.host().equals(host))
            .filter(route -> route.path().matches(path))
            .toList();
    Optional<Route> written = best(of(matching, Route.Source.DOCUMENT), method, path);
    Optional<Route> declared = best(of(matching, Route.Source.DECLARATION), method, path);
    Optional<Route> winner = written.or(() -> declared);
    if (winner.isPresent()) {
      return new Match.Found(winner.get(), declared.orElse(null));
    }
    TreeSet<String> allowed = new TreeSet<>();
    matching.forEach(route -> allowed.addAll(route.methods()));
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed.isEmpty() ? new Match.Nothing() : new Match.WrongMethod(allowed);
  }

  private static Stream<Route> of(List<Route> routes, Route.Source source) {
    return routes.stream().filter(route -> route.source() == source);
  }

  private static Optional<Route> best(Stream<Route> routes, String method, String path) {
    return routes
        .filter(route -> route.takes(method))
        .max(
            Comparator.comparing((Route route) -> route.host() != null)
                .thenComparing(route -> rank(route.path(), path))
                .thenComparing(route -> !route.methods().isEmpty())
                .thenComparing(route -> route.methods().contains(method)));
  }

  /** One letter a segment of the path: c for fixed, b for open, a for the rest. */
  private static String rank(PathTemplate template, String path) {
    StringBuilder rank = new StringBuilder();
    for (PathTemplate.Segment segment : template.segments()) {
      rank.append(segment instanceof PathTemplate.Segment.Fixed ? 'c' : 'b');
    }
    return rank + (template.isPrefix() ? "a" : "z");
  }

  private static List<Route> randomRoutes(Random random) {
    Map<Route.Claim, Route> claimed = new HashMap<>();
    List<Route> routes = new ArrayList<>();
    for (int i = random.nextInt(1, 25); i > 0; i--) {
      Route route = randomRoute(random);
      if (route.claims().stream().noneMatch(claimed::containsKey)) {
        route.claims().forEach(claim -> claimed.put(claim, route));
        routes.add(route);
      }
    }
    return routes;
  }

  private static Route randomRoute(Random random) {
    String template = randomTemplate(random);
    if (random.nextBoolean()) {
      return SampleRoutes.declared(pick(random, METHODS), template);
    }
    String host = random.nextInt(3) == 0 ? pick(random, List.of("h", "i")) : null;
    String[] methods = METHODS.stream().filter(_ -> random.nextInt(3) == 0).toArray(String[]::new);
    return SampleRoutes.writtenFor(host, template, methods);
  }

  private static String randomTemplate(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      String word = pick(random, TEMPLATE_WORDS);
      text.append('/').append(word.startsWith("{") ? "{n" + i + "}" : word);
    }
    return switch (random.nextInt(4)) {
      case 0 -> text + "/**";
      case 1 -> text + "/";
      default -> text.isEmpty() ? "/" : text.toString();
    };
  }

  private static String randomPath(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      text.append('/').append(pick(random, PATH_WORDS));
    }
    return text.toString();
  }

  private static String pick(Random random, List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
