package banyan.proxy.migration;

import banyan.proxy.route.Destination;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteTable;
import banyan.wire.Suggestion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sides that the routes in force know. Any thread. */
public final class RoutePlaces implements Migrations.Places {
  private final LiveRoutes live;

  public RoutePlaces(LiveRoutes live) {
    this.live = live;
  }

  @Override
  public Optional<String> problem(Migration.Draft draft, List<Migration> there) {
    RouteTable table = live.current();
    return unknown(table, "from", draft.from())
        .or(() -> unknown(table, "to", draft.to()))
        .or(() -> hostInPlaceOfPath(table, draft))
        .or(() -> noCode(table, draft))
        .or(() -> nothingToMove(table, draft, there));
  }

  private static Optional<String> unknown(RouteTable table, String side, String name) {
    if (table.destination(name) != null) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: '%s' is no upstream of the routes in force, nor local%s"
            .formatted(side, name, Suggestion.clause(name, table.destinations())));
  }

  /**
   * {@code orders/**} is everything on the host {@code orders}, and most often a path whose slash
   * was forgotten: it would move nothing, for ever and in silence.
   */
  private static Optional<String> hostInPlaceOfPath(RouteTable table, Migration.Draft draft) {
    return draft.routes().stream()
        .filter(pattern -> pattern.isOnOneWordHost() && !isNamed(table, pattern.host()))
        .findFirst()
        .map(
            pattern ->
                "'%s' is %s on the host '%s', which no route names; a path begins with '/': write '/%s'"
                    .formatted(
                        pattern, pattern.path().text(), pattern.host(), pattern.withoutMethods()));
  }

  private static boolean isNamed(RouteTable table, @Nullable String host) {
    return table.routes().stream().anyMatch(route -> Objects.equals(route.host(), host));
  }

  private static Optional<String> noCode(RouteTable table, Migration.Draft draft) {
    boolean isLocal =
        draft.from().equals(Destination.Local.NAME) || draft.to().equals(Destination.Local.NAME);
    for (RoutePattern pattern : draft.routes()) {
      boolean isDeclared =
          table.routes().stream()
              .filter(route -> route.source() == Route.Source.DECLARATION)
              .anyMatch(pattern::meets);
      if (isLocal && !isDeclared) {
        return Optional.of("'" + pattern + "': no code of this process answers any of it");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> nothingToMove(
      RouteTable table, Migration.Draft draft, List<Migration> there) {
    for (RoutePattern pattern : draft.routes()) {
      boolean isThere =
          table.routes().stream()
              .filter(route -> route.to().name().equals(draft.from()))
              .anyMatch(pattern::meets);
      // What a retired migration has moved out is where it moved it, whatever the table says.
      boolean wasMoved =
          there.stream()
              .filter(other -> other.stage() == Stage.RETIRED && other.to().equals(draft.from()))
              .anyMatch(other -> other.routes().stream().anyMatch(pattern::overlaps));
      if (!isThere && !wasMoved) {
        return Optional.of("'" + pattern + "': no route of it leads to '" + draft.from() + "' now");
      }
    }
    return Optional.empty();
  }
}
