package banyan.proxy.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds routes of which none comes first for some request. Pure. */
final class Ties {
  private final List<Route> routes;

  Ties(List<Route> routes) {
    this.routes = routes;
  }

  /**
   * Two routes, by their index, with the same place in the order that can match the same request,
   * while no stricter route answers whatever both match.
   */
  record Tie(int earlier, int later) {}

  /** The ties, in the order of the later routes. */
  List<Tie> find() {
    Set<Integer> seen = new TreeSet<>();
    List<Tie> ties = new ArrayList<>();
    for (List<Integer> rivals : byClaim().values()) {
      // Beyond the limit the routes are refused anyhow; pairs would only take time.
      List<Integer> compared = rivals.subList(0, Math.min(rivals.size(), Alternatives.MAX));
      for (int later : compared) {
        for (int earlier : compared) {
          boolean isTie = earlier < later && isTie(earlier, later, compared);
          // Routes with several methods meet in several places.
          if (isTie && seen.add(earlier * routes.size() + later)) {
            ties.add(new Tie(earlier, later));
          }
        }
      }
    }
    return ties;
  }

  /** The routes, by their index, of which each is the first too many for its place. */
  Set<Integer> beyondLimit() {
    Set<Integer> beyond = new TreeSet<>();
    for (List<Integer> rivals : byClaim().values()) {
      if (rivals.size() > Alternatives.MAX) {
        beyond.add(rivals.get(Alternatives.MAX));
      }
    }
    return beyond;
  }

  /** Whether two routes that are tied match the very same requests, and not only some in common. */
  boolean isWhole(Tie tie) {
    return routes.get(tie.earlier()).conditions().equals(routes.get(tie.later()).conditions());
  }

  private boolean isTie(int earlier, int later, List<Integer> rivals) {
    Route one = routes.get(earlier);
    Route other = routes.get(later);
    if (Precedence.BY_CONDITIONS.compare(one, other) != 0
        || !one.conditions().areCompatibleWith(other.conditions())) {
      return false;
    }
    return rivals.stream()
        .map(routes::get)
        .filter(rival -> Precedence.BY_CONDITIONS.compare(rival, other) < 0)
        .noneMatch(rival -> one.conditions().imply(other.conditions(), rival.conditions()));
  }

  private Map<Route.Claim, List<Integer>> byClaim() {
    Map<Route.Claim, List<Integer>> byClaim = new LinkedHashMap<>();
    for (int i = 0; i < routes.size(); i++) {
      for (Route.Claim claim : routes.get(i).claims()) {
        byClaim.computeIfAbsent(claim, _ -> new ArrayList<>()).add(i);
      }
    }
    return byClaim;
  }
}
