package banyan.proxy.route;

import banyan.wire.SettingParsers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the {@code endpoints} of an upstream. One thread. */
final class EndpointsReader {
  static final int ENDPOINTS_MAX = 64;

  private static final Set<String> KEYS = new TreeSet<>(Set.of("url", "weight"));
  private static final String EXAMPLE = "[\"http://127.0.0.1:9001\"]";
  private static final String WEIGHTED_EXAMPLE = "{url: \"http://127.0.0.1:9001\", weight: 2}";

  private final Faults faults;

  EndpointsReader(Faults faults) {
    this.faults = faults;
  }

  /** The weights of the endpoints, by their origins in the order of the document. */
  Map<URI, Integer> read(YamlMapping upstream) {
    if (upstream.isEmptyList("endpoints")) {
      faults.at(
          upstream.find("endpoints").orElse(upstream.node()),
          "an upstream needs at least one endpoint; write endpoints: " + EXAMPLE);
    }
    List<Node> items = upstream.items("endpoints", EXAMPLE);
    if (items.size() > ENDPOINTS_MAX) {
      faults.at(items.get(ENDPOINTS_MAX), "more than " + ENDPOINTS_MAX + " endpoints");
      return Map.of();
    }
    Map<URI, Integer> weights = new LinkedHashMap<>();
    for (Node item : items) {
      switch (item) {
        case ScalarNode scalar when !scalar.getValue().isBlank() ->
            upstream
                .parse(scalar, scalar.getValue(), EndpointsReader::parse)
                .ifPresent(origin -> add(weights, origin, Balancing.WEIGHT, scalar));
        case MappingNode mapping -> readWeighted(mapping, weights);
        default ->
            faults.at(item, "'endpoints' takes URLs and mappings, such as " + WEIGHTED_EXAMPLE);
      }
    }
    return weights;
  }

  private void readWeighted(MappingNode node, Map<URI, Integer> weights) {
    YamlMapping endpoint = YamlMapping.of(node, "an endpoint", KEYS, faults);
    if (endpoint.find("url").isEmpty()) {
      faults.at(node, "'url' is missing; write " + WEIGHTED_EXAMPLE);
    }
    Optional<URI> origin = endpoint.parsed("url", EndpointsReader::parse);
    int weight =
        endpoint
            .parsed("weight", text -> SettingParsers.wholeNumber(text, 1, Balancing.WEIGHT_MAX))
            .orElse(Balancing.WEIGHT);
    origin.ifPresent(found -> add(weights, found, weight, node));
  }

  private void add(Map<URI, Integer> weights, URI origin, int weight, Node place) {
    if (weights.putIfAbsent(origin, weight) != null) {
      faults.at(place, "endpoint '" + origin + "' stands twice; keep one");
    }
  }

  /** An origin: scheme, host and port. What else a URL can hold is refused, never dropped. */
  private static URI parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(refusal(text, "it is no URL"), e);
    }
    if (uri.getRawUserInfo() != null) {
      // The text is not repeated: it may hold a password.
      throw new IllegalArgumentException(
          "an endpoint carries no user or password; write it as http://host:port");
    }
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException(refusal(text, "its scheme is neither http nor https"));
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException(refusal(text, "it has no valid host and port"));
    }
    boolean isBare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    if (!isBare || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          refusal(text, "it has a path, a query or a fragment; requests keep their own path"));
    }
    int port = uri.getPort();
    return URI.create(uri.getScheme() + "://" + uri.getHost() + (port < 0 ? "" : ":" + port));
  }

  private static String refusal(String text, String reason) {
    return "endpoint '" + text + "': " + reason + "; write it as http://host:port";
  }
}
