package banyan.proxy.route;

import banyan.proxy.match.Conditions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order in which routes that match the same request come: the first answers. The rules are
 * those of {@code docs/routes.md}, by number; the first that tells two routes apart decides.
 */
enum Precedence {
  SOURCE(1, "a route of the file beats a declaration") {
    @Override
    Comparator<Route> order(String method) {
      return Comparator.comparing(Route::source);
    }
  },
  HOST(2, "the more exact host beats the other") {
    @Override
    Comparator<Route> order(String method) {
      return Comparator.comparingInt(route -> hostRank(route.host()));
    }
  },
  PATH(3, "the more specific path beats the other, from the left") {
    @Override
    Comparator<Route> order(String method) {
      return (one, other) -> comparePaths(one.path(), other.path());
    }
  },
  METHOD(4, "a route that names the method beats one for every method") {
    @Override
    Comparator<Route> order(String method) {
      return Comparator.comparingInt(route -> methodRank(route, method));
    }
  },
  CONDITIONS(5, "more conditions beat fewer") {
    @Override
    Comparator<Route> order(String method) {
      return Comparator.comparing(Route::conditions, Conditions.MORE_FIRST);
    }
  },
  VALUES(6, "of as many conditions, more that name values beat fewer") {
    @Override
    Comparator<Route> order(String method) {
      return Comparator.comparing(Route::conditions, Conditions.MORE_VALUES_FIRST);
    }
  },
  SINGLE_VALUES(7, "of as many conditions with values, more with a single value beat fewer") {
    @Override
    Comparator<Route> order(String method) {
      return Comparator.comparing(Route::conditions, Conditions.MORE_SINGLE_VALUES_FIRST);
    }
  };

  /** The order of routes that differ in conditions alone. */
  static final Comparator<Route> BY_CONDITIONS =
      Comparator.comparing(Route::conditions, Conditions.STRICTER_FIRST);

  private final int number;
  private final String words;

  Precedence(int number, String words) {
    this.number = number;
    this.words = words;
  }

  /** The order by this rule alone, among routes that match one request of the method. */
  abstract Comparator<Route> order(String method);

  /** As the list in {@code docs/routes.md} counts, from 1. */
  int number() {
    return number;
  }

  /** The rule in a few words. */
  String words() {
    return words;
  }

  /** The whole order, among routes that match one request of the method. */
  static Comparator<Route> of(String method) {
    return List.of(values()).stream()
        .map(rule -> rule.order(method))
        .reduce(Comparator::thenComparing)
        .orElseThrow();
  }

  /** The rule by which the first of two routes beats the second; empty when it does not. */
  static Optional<Precedence> deciding(Route first, Route second, String method) {
    for (Precedence rule : values()) {
      int difference = rule.order(method).compare(first, second);
      if (difference != 0) {
        return difference < 0 ? Optional.of(rule) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Exact names first, then names below others, the longest first, then any. */
  private static int hostRank(@Nullable String host) {
    if (host == null) {
      return 0;
    }
    return host.startsWith(Route.ANY_BELOW) ? -host.length() : Integer.MIN_VALUE;
  }

  private static int comparePaths(PathTemplate one, PathTemplate other) {
    int places = Math.max(one.segments().size(), other.segments().size());
    for (int i = 0; i <= places; i++) {
      int difference = Integer.compare(segmentRank(one, i), segmentRank(other, i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static int segmentRank(PathTemplate path, int index) {
    if (index >= path.segments().size()) {
      return path.isPrefix() ? 3 : 2;
    }
    return switch (path.segments().get(index)) {
      case PathTemplate.Segment.Fixed _ -> 0;
      case PathTemplate.Segment.Open _ -> 1;
    };
  }

  /** HEAD is answered by who names it, else by who names GET. */
  private static int methodRank(Route route, String method) {
    if (route.methods().contains(method)) {
      return 0;
    }
    return route.methods().isEmpty() ? 2 : 1;
  }
}
