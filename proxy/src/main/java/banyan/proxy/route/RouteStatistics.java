package banyan.proxy.route;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> SIDE = AttributeKey.stringKey("banyan.side");
  private static final String OTHER_METHOD = "_OTHER";
  private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private static final Set<String> KNOWN_METHODS = Set.copyOf(RouteReader.METHODS);

  private final InstantSource clock;
  private final DoubleHistogram duration;
  private final Map<Pair, SideFigures> pairs = new ConcurrentHashMap<>();

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
    AttributesBuilder attributes =
        Attributes.builder()
            .put(METHOD, KNOWN_METHODS.contains(method) ? method : OTHER_METHOD)
            .put(STATUS, (long) status)
            .put(SIDE, side);
    if (route != null) {
      attributes.put(ROUTE, route.path().text());
      boolean isError = isOurs || status >= 500;
      SideFigures figures = figuresOf(new Pair(route.source(), route.id(), side));
      if (figures != null) {
        figures.record(isError, Duration.ofNanos(nanos), clock.instant());
      }
    }
    duration.record(nanos / NANOS_PER_SECOND, attributes.build());
  }

  /** The figures of a route, by side. */
  public Map<String, Figures> of(Route route) {
    Map<String, Figures> bySide = new TreeMap<>();
    pairs.forEach(
        (pair, figures) -> {
          if (pair.source() == route.source() && pair.id().equals(route.id())) {
            bySide.put(pair.side(), figures.read(clock.instant()));
          }
        });
    return bySide;
  }

  private @Nullable SideFigures figuresOf(Pair pair) {
    SideFigures known = pairs.get(pair);
    if (known != null) {
      return known;
    }
    if (pairs.size() >= PAIRS_MAX) {
      pairs.values().removeIf(figures -> figures.isQuiet(clock.instant()));
    }
    // Threads that pass here together may exceed the limit by their number.
    return pairs.size() >= PAIRS_MAX
        ? null
        : pairs.computeIfAbsent(pair, _ -> new SideFigures(clock.instant()));
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
