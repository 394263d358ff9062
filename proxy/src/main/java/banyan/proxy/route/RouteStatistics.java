package banyan.proxy.route;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What each route did, by the side that answered: counts since the start, times over the last
 * minutes. Every request also goes into the OpenTelemetry histogram {@code
 * http.server.request.duration}. Any thread.
 */
public final class RouteStatistics {
  /**
   * At most so many pairs of route and side are counted. When they are taken, pairs without a
   * recent request make room, since a reload may have removed their routes.
   */
  static final int PAIRS_MAX = 4096;

  /** Bounds in seconds, as OpenTelemetry's conventions for HTTP recommend. */
  private static final List<Double> BUCKETS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private final InstantSource clock;
  private final DoubleHistogram duration;
  private final Map<Pair, Side> pairs = new ConcurrentHashMap<>();

  public RouteStatistics(InstantSource clock, Meter meter) {
    this.clock = clock;
    this.duration =
        meter
            .histogramBuilder("http.server.request.duration")
            .setUnit("s")
            .setDescription("Time from the request's head to the end of the answer")
            .setExplicitBucketBoundariesAdvice(BUCKETS)
            .build();
  }

  /**
   * Counts one answered request.
   *
   * @param route who answered; null when no route matched
   * @param side {@code local}, the name of an upstream, {@code fallback}; {@code none} when nobody
   *     was asked
   * @param status the status that the client saw
   * @param isOurs whether the answer is a failure of ours or of the upstream, whatever its status
   */
  public void record(
      @Nullable Route route, String method, String side, int status, boolean isOurs, long nanos) {
    Side counted = route == null ? null : sideOf(new Pair(route.source(), route.id(), side), route);
    SideSeries series =
        counted == null
            ? new SideSeries(route == null ? null : route.path().text(), side)
            : counted.series();
    if (counted != null) {
      boolean isError = isOurs || status >= 500;
      counted.figures().record(isError, Duration.ofNanos(nanos), clock.instant());
    }
    duration.record(nanos / NANOS_PER_SECOND, series.of(method, status));
  }

  /** The figures of a route, by side. */
  public Map<String, Figures> of(Route route) {
    Map<String, Figures> bySide = new TreeMap<>();
    pairs.forEach(
        (pair, side) -> {
          if (pair.source() == route.source() && pair.id().equals(route.id())) {
            bySide.put(pair.side(), side.figures().read(clock.instant()));
          }
        });
    return bySide;
  }

  private @Nullable Side sideOf(Pair pair, Route route) {
    Side known = pairs.get(pair);
    if (known != null && known.route().equals(route.path().text())) {
      return known;
    }
    if (known != null) {
      // A reload has given the route another path: its counts go on, in series of another name.
      return pairs.computeIfPresent(pair, (_, side) -> side.under(route, pair.side()));
    }
    if (pairs.size() >= PAIRS_MAX) {
      pairs.values().removeIf(side -> side.figures().isQuiet(clock.instant()));
    }
    // Threads that pass here together may exceed the limit by their number.
    return pairs.size() >= PAIRS_MAX
        ? null
        : pairs.computeIfAbsent(
            pair, _ -> Side.of(route, pair.side(), new SideFigures(clock.instant())));
  }

  /**
   * What is counted for one side of a route.
   *
   * @param route its path as it is written
   */
  private record Side(String route, SideFigures figures, SideSeries series) {
    static Side of(Route route, String side, SideFigures figures) {
      String path = route.path().text();
      return new Side(path, figures, new SideSeries(path, side));
    }

    Side under(Route changed, String side) {
      return of(changed, side, figures);
    }
  }

  private record Pair(Route.Source source, String id, String side) {}

  /**
   * What one side of a route did.
   *
   * @param requests since the process started
   * @param errors those answered with 5xx or by a failure of ours, since the process started
   * @param p50Millis half of the recent requests took at most this; 0 without recent requests
   * @param p99Millis 99 of 100 recent requests took at most this; 0 without recent requests
   */
  public record Figures(long requests, long errors, double p50Millis, double p99Millis) {}
}
