package banyan.proxy.recent;

import banyan.proxy.route.Destination;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.RouteTable.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What another table would do with requests that came: which of them would be answered elsewhere.
 *
 * @param judged how many requests were looked up in both tables
 * @param changed how many of them would be answered elsewhere
 * @param changes by route and destination, the most frequent first; at most {@link #CHANGES_MAX}
 */
public record WhatIf(int judged, int changed, List<Change> changes) {
  /** Rarer changes than so many are counted, not listed. */
  static final int CHANGES_MAX = 200;

  /** So many requests stand for one change. */
  static final int SAMPLES_MAX = 3;

  public WhatIf {
    changes = List.copyOf(changes);
  }

  public static WhatIf of(List<RecentHead> heads, RouteTable now, RouteTable then) {
    Map<Move, Tally> tallies = new LinkedHashMap<>();
    int changed = 0;
    for (RecentHead head : heads) {
      Answerer from = answerer(now, head);
      Answerer to = answerer(then, head);
      if (!from.destination().equals(to.destination())) {
        changed++;
        tallies.computeIfAbsent(new Move(from, to), _ -> new Tally()).add(head);
      }
    }
    List<Change> changes =
        tallies.entrySet().stream()
            .map(entry -> entry.getValue().change(entry.getKey()))
            .sorted(Comparator.comparingLong(Change::count).reversed())
            .limit(CHANGES_MAX)
            .toList();
    return new WhatIf(heads.size(), changed, changes);
  }

  private static Answerer answerer(RouteTable table, RecentHead head) {
    return switch (table.find(head)) {
      case Match.Found found -> {
        Match.Found chosen = found.forTenant(head.tenant());
        yield new Answerer(chosen.route().id(), place(chosen.route().to()));
      }
      case Match.Refused _ -> new Answerer("", "400");
      case Match.WrongMethod _ -> new Answerer("", "405");
      case Match.Nothing _ -> new Answerer("", "404");
    };
  }

  /** An upstream that moved to another address is another destination. */
  private static String place(Destination to) {
    return switch (to) {
      case Destination.Local local -> local.name();
      case Destination.Remote remote ->
          remote.upstream().endpoints().stream()
              .map(Object::toString)
              .collect(Collectors.joining(", ", remote.name() + " (", ")"));
    };
  }

  /**
   * Requests that one table answers here and the other there.
   *
   * @param samples such as {@code GET shop.example/api/v1/products/42}, without queries
   */
  public record Change(Answerer from, Answerer to, long count, List<String> samples) {}

  /**
   * Who answers.
   *
   * @param route the id of the route; empty when none matches
   * @param destination {@code local}, an upstream with its endpoints, {@code 404}, {@code 405} or
   *     {@code 400}
   */
  public record Answerer(String route, String destination) {}

  private record Move(Answerer from, Answerer to) {}

  /** Counts one change. One thread. */
  private static final class Tally {
    private final List<String> samples = new ArrayList<>();
    private long count;

    void add(RecentHead head) {
      count++;
      String sample = head.method() + " " + (head.host() == null ? "" : head.host()) + head.path();
      if (samples.size() < SAMPLES_MAX && !samples.contains(sample)) {
        samples.add(sample);
      }
    }

    Change change(Move move) {
      return new Change(move.from(), move.to(), count, List.copyOf(samples));
    }
  }
}
