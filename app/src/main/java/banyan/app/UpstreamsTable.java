package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * The admin listener's {@code /routes/upstreams} as a table, one line for each endpoint. Reads the
 * JSON loosely: the process that wrote it may be of another version.
 */
final class UpstreamsTable {
  private static final String NOTHING = "-";
  private static final double MILLIS_PER_SECOND = 1000;

  private UpstreamsTable() {}

  static List<String> lines(String json) {
    JsonNode report = RouteAnswers.read(json);
    TextTable table =
        TextTable.of(
            "UPSTREAM",
            "ENDPOINT",
            "ADDRESS",
            "WEIGHT",
            "STATE",
            "BREAKER",
            "IN FLIGHT",
            "REQUESTS",
            "FAILURES",
            "LATENCY");
    report.forEach(endpoint -> add(table, endpoint));
    return table.lines();
  }

  private static void add(TextTable table, JsonNode endpoint) {
    table.add(
        endpoint.path("upstream").asText(NOTHING),
        endpoint.path("endpoint").asText(NOTHING),
        endpoint.path("address").asText(NOTHING),
        endpoint.path("weight").asText(NOTHING),
        state(endpoint),
        endpoint.path("breaker").asText(NOTHING),
        endpoint.path("inFlight").asText(NOTHING),
        endpoint.path("requests").asText(NOTHING),
        endpoint.path("failures").asText(NOTHING),
        endpoint.path("latencyMillis").asDouble() > 0
            ? String.format(Locale.ROOT, "%.1f ms", endpoint.path("latencyMillis").asDouble())
            : NOTHING);
  }

  /** {@code ejected for 28 s}; {@code unhealthy, used} where too few are well. */
  private static String state(JsonNode endpoint) {
    String state = endpoint.path("state").asText(NOTHING);
    long millis = endpoint.path("ejectedMillis").asLong();
    String ejected =
        millis > 0 ? " for " + (long) Math.ceil(millis / MILLIS_PER_SECOND) + " s" : "";
    boolean isUsedAnyway = !state.equals("well") && endpoint.path("used").asBoolean();
    return state + ejected + (isUsedAnyway ? ", used" : "");
  }
}
