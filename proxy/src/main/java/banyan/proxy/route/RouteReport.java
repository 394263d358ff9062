package banyan.proxy.route;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The routes in force and what they did: the answer of {@code /routes} on the admin listener.
 *
 * @param document how the file of routes stands; null when there is none
 * @param published the version in force; null in a process that follows none
 * @param routes the document's from top to bottom, then the declarations, then the calls that are
 *     answered here
 * @param calls where the document sends the calls to other contexts
 */
public record RouteReport(
    RoutesFile.@Nullable Status document,
    @Nullable Published published,
    List<Row> routes,
    List<CallRow> calls) {

  /**
   * The report of a process.
   *
   * @param offers the routes of the calls that it answers
   */
  public static RouteReport of(
      RouteTable table,
      List<Route> offers,
      RouteStatistics statistics,
      RoutesFile.@Nullable Status document,
      @Nullable Published published) {
    return new RouteReport(
        document,
        published,
        Stream.concat(table.routes().stream(), offers.stream())
            .map(route -> Row.of(route, statistics))
            .toList(),
        table.calls().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(call -> CallRow.of(call.getKey(), call.getValue()))
            .toList());
  }

  /**
   * The version in force.
   *
   * @param version its number; 0 for none
   * @param when ISO 8601; empty without a version, as are hash, who and why
   * @param from where it was taken from, in words
   * @param problem why it is not the newest; null when it is
   */
  public record Published(
      long version,
      String hash,
      String who,
      String when,
      String why,
      String from,
      @Nullable String problem) {}

  /**
   * One route.
   *
   * @param source {@code document} or {@code declaration}
   * @param to {@code local} or the name of an upstream
   * @param fallback {@code local}; null for none
   * @param endpoints where the upstream is; empty for local
   * @param sides what each side that answered did, by its name
   */
  public record Row(
      String id,
      String owner,
      String source,
      Pattern match,
      String to,
      @Nullable String fallback,
      List<String> endpoints,
      Map<String, RouteStatistics.Figures> sides) {

    static Row of(Route route, RouteStatistics statistics) {
      return new Row(
          route.id(),
          route.owner(),
          switch (route.source()) {
            case DOCUMENT -> "document";
            case DECLARATION -> "declaration";
          },
          new Pattern(
              route.host(), route.methods().stream().sorted().toList(), route.path().text()),
          route.to().name(),
          route.fallsBack() ? "local" : null,
          origins(route.to()),
          statistics.of(route));
    }
  }

  private static List<String> origins(Destination to) {
    return switch (to) {
      case Destination.Local _ -> List.of();
      case Destination.Remote remote ->
          remote.upstream().endpoints().stream().map(Object::toString).toList();
    };
  }

  /**
   * Where calls go.
   *
   * @param to {@code local} or the name of an upstream
   * @param fallback {@code local}; null for none
   */
  public record CallRow(
      String context, String to, @Nullable String fallback, List<String> endpoints) {
    static CallRow of(String context, CallRoute call) {
      return new CallRow(
          context, call.to().name(), call.fallsBack() ? "local" : null, origins(call.to()));
    }
  }

  /**
   * What a route matches.
   *
   * @param host null for any
   * @param methods empty for every method
   */
  public record Pattern(@Nullable String host, List<String> methods, String path) {}
}
