package banyan.proxy.route;

import banyan.proxy.resilience.Protection;
import banyan.wire.Fields;
import banyan.wire.SettingParsers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code upstreams} of a document. One thread. */
final class UpstreamReader {
  static final int UPSTREAMS_MAX = 200;

  /** A longer wait is a mistake in the unit. */
  static final Duration TIMEOUT_MAX = Duration.ofDays(1);

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern BUILD =
      Pattern.compile("[!-~]{1," + Upstream.Build.LENGTH_MAX + "}");

  /** RFC 9110 section 5.6.2. */
  private static final Pattern FIELD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  private static final int NAME_LENGTH_MAX = 63;
  private static final Set<String> TAKEN = Set.of("local", "fallback");
  private static final Set<String> KEYS = keys();
  private static final Set<String> PHASES =
      new TreeSet<>(Set.of("connect", "firstByte", "idle", "total"));

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
    Map<URI, Integer> weights = new EndpointsReader(faults).read(upstream);
    List<URI> endpoints = List.copyOf(weights.keySet());
    Upstream.Timeouts timeouts =
        upstream.find("timeouts").map(this::readTimeouts).orElse(Upstream.Timeouts.DEFAULT);
    Protection protection = new ProtectionReader(faults).read(upstream);
    return new Upstream(
        name,
        endpoints,
        timeouts,
        readTrust(upstream, endpoints),
        new BalancingReader(faults).read(upstream, weights),
        protection,
        upstream.parsed("ledger", UpstreamReader::parseLedger).orElse(null),
        readBuild(upstream));
  }

  private static Upstream.Build readBuild(YamlMapping upstream) {
    return new Upstream.Build(
        upstream.parsed("build", UpstreamReader::parseBuild).orElse(null),
        upstream.parsed("buildField", UpstreamReader::parseField).orElse(Fields.BUILD));
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>(ProtectionReader.KEYS);
    keys.addAll(
        Set.of(
            "endpoints",
            "timeouts",
            "trust",
            "balance",
            "health",
            "eject",
            "build",
            "buildField",
            "ledger"));
    return keys;
  }

  private static String parseLedger(String text) {
    if (!NAME.matcher(text).matches() || text.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "ledger '" + text + "': name the context whose table keeps the keys, such as catalog");
    }
    return text;
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

  private Upstream.Timeouts readTimeouts(Node node) {
    YamlMapping timeouts = YamlMapping.of(node, "'timeouts'", PHASES, faults);
    Upstream.Timeouts standard = Upstream.Timeouts.DEFAULT;
    return new Upstream.Timeouts(
        timeouts.parsed("connect", UpstreamReader::parsePhase).orElse(standard.connect()),
        timeouts.parsed("firstByte", UpstreamReader::parsePhase).orElse(standard.firstByte()),
        timeouts.parsed("idle", UpstreamReader::parsePhase).orElse(standard.idle()),
        timeouts.parsed("total", UpstreamReader::parseTimeout).orElse(standard.total()));
  }

  private static String parseBuild(String text) {
    if (!BUILD.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "build '%s': write 1 to %d visible ASCII characters without spaces, such as 2.4.1"
              .formatted(text, Upstream.Build.LENGTH_MAX));
    }
    return text;
  }

  private static String parseField(String text) {
    if (!FIELD.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "buildField '" + text + "' is no field name; write one such as X-App-Version");
    }
    return text;
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
