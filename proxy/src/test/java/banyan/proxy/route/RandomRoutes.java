package banyan.proxy.route;

import banyan.proxy.match.Condition;
import banyan.proxy.match.Conditions;
import banyan.proxy.match.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables of few words, so that routes meet, and requests that they may match. */
record RandomRoutes(Random random) {
  private static final List<String> TEMPLATE_WORDS = List.of("a", "b", "c", "{x}", "{y}");
  private static final List<String> PATH_WORDS = List.of("a", "b", "c", "d", "v1", "");
  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT");
  private static final List<String> HOSTS = List.of("h", "i.h", "*.h", "*.i.h");
  private static final List<String> VALUES = List.of("1", "2", "3");
  private static final List<Trait> TRAITS =
      List.of(
          new Trait.Field("x"),
          new Trait.Parameter("q"),
          new Trait.Cookie("c"),
          new Trait.Accepted(),
          new Trait.Tenant());

  /** Up to 25 routes without ties. */
  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (int i = random.nextInt(1, 25); i > 0; i--) {
      routes.add(route());
      if (!new Ties(routes).find().isEmpty()) {
        routes.removeLast();
      }
    }
    return routes;
  }

  RandomRequest request() {
    Map<String, List<String>> given = new HashMap<>();
    for (Trait trait : TRAITS) {
      List<String> values = new ArrayList<>();
      // Of versions the first would count, of all others none.
      int most = trait instanceof Trait.Accepted ? 2 : 3;
      for (int i = random.nextInt(most); i > 0; i--) {
        values.add(pick(VALUES));
      }
      given.put(trait.words(), values);
    }
    return new RandomRequest(
        random.nextInt(4) == 0 ? null : pick(List.of("h", "i.h", "k.i.h", "k")),
        pick(List.of("GET", "HEAD", "POST", "PUT", "PATCH")),
        path(),
        given,
        pick(VALUES));
  }

  private Route route() {
    PathTemplate path = PathTemplate.parse(template());
    if (random.nextInt(3) == 0) {
      return SampleRoutes.declared(pick(METHODS), path.text());
    }
    @Nullable String host = random.nextInt(3) == 0 ? pick(HOSTS) : null;
    Set<String> methods =
        METHODS.stream().filter(_ -> random.nextInt(3) == 0).collect(Collectors.toSet());
    Conditions conditions = conditions(path);
    return new Route(
        Route.id(host, methods, path, conditions),
        Route.Source.DOCUMENT,
        host,
        path,
        methods,
        random.nextInt(4) == 0
            ? new Destination.Local()
            : new Destination.Remote(SampleRoutes.CATALOG),
        false,
        "shop",
        null,
        0,
        conditions);
  }

  private Conditions conditions(PathTemplate path) {
    List<Condition> all = new ArrayList<>();
    for (Trait trait : TRAITS) {
      if (random.nextInt(6) == 0) {
        all.add(condition(trait));
      }
    }
    for (int i = 0; i < path.segments().size(); i++) {
      if (path.segments().get(i) instanceof PathTemplate.Segment.Open(String name)
          && random.nextInt(6) == 0) {
        all.add(Condition.version(new Trait.Segment(i, name), Set.of("1")));
      }
    }
    return new Conditions(all);
  }

  private Condition condition(Trait trait) {
    Set<String> values = new TreeSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      values.add(pick(VALUES));
    }
    if (trait instanceof Trait.Tenant && values.isEmpty()) {
      values.add("1");
    }
    return Condition.oneOf(trait, values);
  }

  private String template() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      String word = pick(TEMPLATE_WORDS);
      text.append('/').append(word.startsWith("{") ? "{n" + i + "}" : word);
    }
    return switch (random.nextInt(4)) {
      case 0 -> text + "/**";
      case 1 -> text + "/";
      default -> text.isEmpty() ? "/" : text.toString();
    };
  }

  private String path() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      text.append('/').append(pick(PATH_WORDS));
    }
    return text.toString();
  }

  private <T> T pick(List<T> words) {
    return words.get(random.nextInt(words.size()));
  }
}
