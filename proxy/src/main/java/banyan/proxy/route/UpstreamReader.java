package banyan.proxy.route;

import banyan.proxy.resilience.Protection;
import banyan.wire.SettingParsers;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the {@code upstreams} of a document. One thread. */
final class UpstreamReader {
  static final int UPSTREAMS_MAX = 200;
  static final int ENDPOINTS_MAX = 64;

  /** A longer wait is a mistake in the unit. */
  static final Duration TIMEOUT_MAX = Duration.ofDays(1);

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int NAME_LENGTH_MAX = 63;
  private static final Set<String> TAKEN = Set.of("local", "fallback");
  private static final Set<String> KEYS = keys();
  private static final Set<String> PHASES =
      new TreeSet<>(Set.of("connect", "firstByte", "idle", "total"));
  private static final String ENDPOINTS_EXAMPLE = "[\"http://127.0.0.1:9001\"]";

  private final Path document;
  private final Faults faults;

  /**
   * @param document files are named relative to it
   */
  UpstreamReader(Path document, Faults faults) {
    this.document = document;
    this.faults = faults;
  }

  Map<String, Upstream> read(Node node) {
    Map<String, Upstream> upstreams = new LinkedHashMap<>();
    YamlMapping named = YamlMapping.of(node, "'upstreams'", faults);
    if (named.entries().size() > UPSTREAMS_MAX) {
      faults.at(node, "more than " + UPSTREAMS_MAX + " upstreams");
      return upstreams;
    }
    named.entries().forEach((name, value) -> upstreams.put(name, readOne(name, value)));
    return upstreams;
  }

  private Upstream readOne(String name, Node node) {
    if (!NAME.matcher(name).matches() || name.length() > NAME_LENGTH_MAX || TAKEN.contains(name)) {
      faults.at(
          node,
          "upstream name '"
              + name
              + "': use lower-case words joined by hyphens, at most "
              + NAME_LENGTH_MAX
              + " characters, but not "
              + String.join(" or ", new TreeSet<>(TAKEN)));
    }
    YamlMapping upstream = YamlMapping.of(node, "upstream '" + name + "'", KEYS, faults);
    List<URI> endpoints = readEndpoints(upstream);
    Upstream.Timeouts timeouts =
        upstream.find("timeouts").map(this::readTimeouts).orElse(Upstream.Timeouts.DEFAULT);
    Protection protection = new ProtectionReader(faults).read(upstream);
    return new Upstream(
        name, endpoints, timeouts, readTrust(upstream, endpoints), Balancing.DEFAULT, protection);
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>(ProtectionReader.KEYS);
    keys.addAll(Set.of("endpoints", "timeouts", "trust"));
    return keys;
  }

  private @Nullable Trust readTrust(YamlMapping upstream, List<URI> endpoints) {
    Optional<Trust> trust =
        upstream.parsed("trust", name -> Trust.read(document.resolveSibling(name)));
    boolean isUsed = endpoints.stream().anyMatch(endpoint -> endpoint.getScheme().equals("https"));
    if (trust.isPresent() && !isUsed) {
      faults.at(
          upstream.find("trust").orElse(upstream.node()),
          "'trust' is for https, and no endpoint here is; leave it out, or write https://");
    }
    return trust.orElse(null);
  }

  private List<URI> readEndpoints(YamlMapping upstream) {
    List<ScalarNode> scalars = upstream.scalars("endpoints", ENDPOINTS_EXAMPLE);
    if (upstream.isEmptyList("endpoints")) {
      faults.at(
          upstream.find("endpoints").orElse(upstream.node()),
          "an upstream needs at least one endpoint; write endpoints: " + ENDPOINTS_EXAMPLE);
    }
    if (scalars.size() > ENDPOINTS_MAX) {
      faults.at(scalars.get(ENDPOINTS_MAX), "more than " + ENDPOINTS_MAX + " endpoints");
      return List.of();
    }
    List<URI> endpoints = new ArrayList<>();
    for (ScalarNode scalar : scalars) {
      Optional<URI> endpoint =
          upstream.parse(scalar, scalar.getValue(), UpstreamReader::parseEndpoint);
      if (endpoint.isPresent() && endpoints.contains(endpoint.get())) {
        faults.at(scalar, "endpoint '" + scalar.getValue() + "' stands twice; keep one");
      }
      endpoint.ifPresent(endpoints::add);
    }
    return endpoints;
  }

  /** An origin: scheme, host and port. What else a URL can hold is refused, never dropped. */
  static URI parseEndpoint(String text) {
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

  private Upstream.Timeouts readTimeouts(Node node) {
    YamlMapping timeouts = YamlMapping.of(node, "'timeouts'", PHASES, faults);
    Upstream.Timeouts standard = Upstream.Timeouts.DEFAULT;
    return new Upstream.Timeouts(
        timeouts.parsed("connect", UpstreamReader::parsePhase).orElse(standard.connect()),
        timeouts.parsed("firstByte", UpstreamReader::parsePhase).orElse(standard.firstByte()),
        timeouts.parsed("idle", UpstreamReader::parsePhase).orElse(standard.idle()),
        timeouts.parsed("total", UpstreamReader::parseTimeout).orElse(standard.total()));
  }

  private static Duration parsePhase(String text) {
    Duration time = parseTimeout(text);
    if (time.isZero()) {
      throw new IllegalArgumentException(
          "'" + text + "': this phase needs a limit; only 'total' may be 0s");
    }
    return time;
  }

  private static Duration parseTimeout(String text) {
    Duration time = SettingParsers.duration(text);
    if (time.compareTo(TIMEOUT_MAX) > 0) {
      throw new IllegalArgumentException("'" + text + "' is longer than a day");
    }
    return time;
  }
}
