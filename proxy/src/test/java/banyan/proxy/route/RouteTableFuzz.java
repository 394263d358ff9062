package banyan.proxy.route;

import banyan.proxy.match.OddPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Any table and any path: what is found matches, and nothing that matches is missed. The input is
 * lines: templates with methods, an empty line, then requests.
 */
public final class RouteTableFuzz {
  private static final int ROUTES_MAX = 20;

  private RouteTableFuzz() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] halves = new String(input, StandardCharsets.ISO_8859_1).split("\n\n", 2);
    if (halves.length < 2) {
      return;
    }
    RouteTable table = table(halves[0].split("\n", -1));
    for (String request : halves[1].split("\n", -1)) {
      String[] words = request.split(" ", 2);
      if (words.length == 2 && words[1].startsWith("/")) {
        check(table, words[0], words[1]);
      }
    }
  }

  private static void check(RouteTable table, String method, String path) {
    List<Route> matching =
        table.routes().stream().filter(route -> route.path().matches(path)).toList();
    boolean isTaken = matching.stream().anyMatch(route -> route.takes(method));
    switch (table.find(null, method, path)) {
      case RouteTable.Match.Found found ->
          demand(matching.contains(found.route()) && found.route().takes(method), path);
      case RouteTable.Match.Refused _ -> demand(OddPath.isOdd(path), path);
      case RouteTable.Match.WrongMethod wrong ->
          demand(!isTaken && !matching.isEmpty() && !wrong.allowed().contains(method), path);
      case RouteTable.Match.Nothing _ -> demand(matching.isEmpty(), path);
    }
  }

  private static RouteTable table(String... lines) {
    List<Route> routes = new ArrayList<>();
    List<Route.Claim> claimed = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      Route route = route(words);
      if (route != null
          && routes.size() < ROUTES_MAX
          && route.claims().stream().noneMatch(claimed::contains)) {
        claimed.addAll(route.claims());
        routes.add(route);
      }
    }
    return new RouteTable(routes);
  }

  private static @org.jspecify.annotations.Nullable Route route(String... words) {
    try {
      return words.length < 2
          ? SampleRoutes.written(words[0])
          : SampleRoutes.written(words[0], words[1].equals("POST") ? "POST" : "GET");
    } catch (IllegalArgumentException e) {
      // A template may be refused; that is its whole effect.
      return null;
    }
  }

  private static void demand(boolean isSo, String path) {
    if (!isSo) {
      throw new AssertionError("table and template disagree on " + path);
    }
  }
}
