package banyan.proxy.route;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What tells the series of one side of one route apart in the histogram of times: its attributes,
 * made once for each method and status. To make them for each request costs more than to count it.
 * Any thread.
 */
final class SideSeries {
  /** More series than a route ordinarily has; the attributes of further ones are made anew. */
  static final int KEPT_MAX = 64;

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> SIDE = AttributeKey.stringKey("banyan.side");
  private static final String OTHER_METHOD = "_OTHER";
  private static final Set<String> KNOWN_METHODS = Set.copyOf(RouteReader.METHODS);

  private final @Nullable String route;
  private final String side;
  private final Map<Series, Attributes> kept = new ConcurrentHashMap<>();

  /**
   * The series of a side.
   *
   * @param route the path of the route as it is written; null where none was found
   */
  SideSeries(@Nullable String route, String side) {
    this.route = route;
    this.side = side;
  }

  /** The attributes of an answer. */
  Attributes of(String method, int status) {
    Series series = new Series(KNOWN_METHODS.contains(method) ? method : OTHER_METHOD, status);
    Attributes known = kept.get(series);
    if (known != null) {
      return known;
    }
    Attributes made = attributes(series);
    if (kept.size() < KEPT_MAX) {
      kept.put(series, made);
    }
    return made;
  }

  private Attributes attributes(Series series) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(METHOD, series.method())
            .put(STATUS, (long) series.status())
            .put(SIDE, side);
    return route == null ? attributes.build() : attributes.put(ROUTE, route).build();
  }

  private record Series(String method, int status) {}
}
