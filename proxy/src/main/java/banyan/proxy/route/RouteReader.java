package banyan.proxy.route;

import banyan.proxy.match.Conditions;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.wire.SettingParsers;
import banyan.wire.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one of the {@code routes} of a document. One thread. */
final class RouteReader {
  static final int OWNER_LENGTH_MAX = 100;

  /** The methods of HTTP and WebDAV; CONNECT and TRACE never pass the proxy. */
  static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "QUERY",
          "PROPFIND",
          "PROPPATCH",
          "MKCOL",
          "COPY",
          "MOVE",
          "LOCK",
          "UNLOCK",
          "REPORT",
          "SEARCH");

  private static final Set<String> SAFE = Set.of("GET", "HEAD");
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "match",
              "to",
              "fallback",
              "owner",
              "body",
              "adapt",
              "legs",
              "paths",
              "inFlight",
              "idempotency",
              "artefacts"));
  private static final Set<String> PATH_KEYS = new TreeSet<>(Set.of("encodedSlash", "parameters"));
  private static final Set<String> MATCH_KEYS = matchKeys();
  private static final Pattern HOST =
      Pattern.compile(
          "[a-z0-9]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*"
              + "|\\[[0-9a-f:.]+]");
  private static final int HOST_LENGTH_MAX = 253;

  private final Faults faults;
  private final Map<String, Upstream> upstreams;
  private final LocalCode local;

  RouteReader(Faults faults, Map<String, Upstream> upstreams, LocalCode local) {
    this.faults = faults;
    this.upstreams = upstreams;
    this.local = local;
  }

  /** The route; empty when it has a fault that leaves nothing to compare with other routes. */
  Optional<Route> read(Node node) {
    YamlMapping route = YamlMapping.of(node, "a route", KEYS, faults);
    Optional<Destination> to =
        route
            .demand("to", "write to: local, or the name of an upstream")
            .flatMap(name -> destination(route, "to", name));
    Optional<String> owner = route.parsed("owner", RouteReader::parseOwner);
    long body = route.parsed("body", RouteReader::parseBody).orElse(0L);
    if (route.find("match").isEmpty()) {
      faults.at(node, "'match' is missing; write match: {path: /api/**}");
      return Optional.empty();
    }
    YamlMapping match = YamlMapping.of(route.find("match").get(), "'match'", MATCH_KEYS, faults);
    @Nullable String host = match.parsed("host", RouteReader::parseHost).orElse(null);
    Set<String> methods = readMethods(match);
    Optional<PathTemplate> path =
        match
            .demand("path", "write path: /api/**")
            .flatMap(text -> match.parse(valueOf(match, "path"), text, PathTemplate::parse));
    if (to.isEmpty() || path.isEmpty()) {
      return Optional.empty();
    }
    checkLocal(route, to.get(), path.get(), methods);
    Conditions conditions = new ConditionsReader(faults, local).read(match, path.get(), methods);
    Destination leg = readPaths(route, readAdapter(route, to.get(), path.get()));
    boolean fallsBack = readFallback(route, to.get(), path.get(), methods);
    return Optional.of(
        new Route(
            Route.id(host, methods, path.get(), conditions),
            Route.Source.DOCUMENT,
            host,
            path.get(),
            methods,
            leg,
            fallsBack,
            owner.orElse(to.get().name()),
            null,
            body,
            conditions,
            readInFlight(route, to.get()),
            new LegsReader(faults, this).read(route.find("legs"), to.get(), path.get()),
            new KeyPolicyReader(faults).read(route, to.get(), methods),
            new ArtefactsReader(faults).read(route)));
  }

  /** Where a name leads; an unknown one is reported at its key. */
  Optional<Destination> destination(YamlMapping mapping, String key, String name) {
    if (name.equals("local")) {
      return Optional.of(new Destination.Local());
    }
    Upstream upstream = upstreams.get(name);
    if (upstream == null) {
      List<String> known = new ArrayList<>(upstreams.keySet());
      known.add("local");
      faults.at(
          valueOf(mapping, key),
          "'" + name + "' is no upstream of this document" + nearestOrAll(name, known));
      return Optional.empty();
    }
    return Optional.of(new Destination.Remote(upstream));
  }

  private Destination readAdapter(YamlMapping route, Destination to, PathTemplate path) {
    Optional<Node> adapt = route.find("adapt");
    if (adapt.isEmpty()) {
      return to;
    }
    return switch (to) {
      case Destination.Remote(Upstream upstream, Adapter _, PathAdmission _) ->
          new Destination.Remote(upstream, new AdapterReader(faults).read(adapt.get(), path));
      case Destination.Local local -> {
        faults.at(adapt.get(), "the route is local: its code knows its own contract; leave it out");
        yield local;
      }
    };
  }

  private @Nullable InFlightPolicy readInFlight(YamlMapping route, Destination to) {
    if (to instanceof Destination.Local && route.find("inFlight").isPresent()) {
      faults.at(
          valueOf(route, "inFlight"),
          "the route is local; 'proxy.local.concurrent' limits local code, leave 'inFlight' out");
    }
    return new ProtectionReader(faults).inFlight(route);
  }

  /** Local code decodes what it reads, so it never gets a path that can be read in two ways. */
  private Destination readPaths(YamlMapping route, Destination to) {
    Optional<Node> node = route.find("paths");
    if (node.isEmpty()) {
      return to;
    }
    YamlMapping paths = YamlMapping.of(node.get(), "'paths'", PATH_KEYS, faults);
    PathAdmission admission =
        new PathAdmission(isTrue(paths, "encodedSlash"), isTrue(paths, "parameters"));
    if (route.find("fallback").isPresent()) {
      faults.at(node.get(), "local code takes no such paths; leave 'paths' or 'fallback' out");
    }
    return switch (to) {
      case Destination.Remote(Upstream upstream, Adapter adapter, PathAdmission _) ->
          new Destination.Remote(upstream, adapter, admission);
      case Destination.Local local -> {
        faults.at(node.get(), "local code takes no such paths; leave 'paths' out");
        yield local;
      }
    };
  }

  private static boolean isTrue(YamlMapping mapping, String key) {
    return mapping.parsed(key, SettingParsers::flag).orElse(false);
  }

  private void checkLocal(
      YamlMapping route, Destination to, PathTemplate path, Set<String> methods) {
    if (to instanceof Destination.Local && !local.answers(path, methods)) {
      faults.at(valueOf(route, "to"), "'local': " + noLocalCode(path));
    }
  }

  private boolean readFallback(
      YamlMapping route, Destination to, PathTemplate path, Set<String> methods) {
    Optional<String> fallback = route.text("fallback");
    if (fallback.isEmpty()) {
      return false;
    }
    Node place = valueOf(route, "fallback");
    if (!fallback.get().equals("local")) {
      faults.at(place, "'" + fallback.get() + "' is no fallback; the only one is local");
    } else if (to instanceof Destination.Local) {
      faults.at(place, "the route is local already; leave 'fallback' out");
    } else if (!methods.isEmpty() && methods.stream().noneMatch(SAFE::contains)) {
      faults.at(place, "only GET and HEAD fall back and the route names neither; leave it out");
    } else if (!local.answers(path, SAFE)) {
      faults.at(place, "'local': " + noLocalCode(path));
    }
    return true;
  }

  private String noLocalCode(PathTemplate path) {
    return local.declarations().isEmpty()
        ? "this process hosts no context; name an upstream"
        : "no context of this process declares such a route below '" + path + "'";
  }

  private Set<String> readMethods(YamlMapping match) {
    Set<String> methods = new LinkedHashSet<>();
    for (ScalarNode scalar : match.scalars("methods", "[GET, HEAD]")) {
      String method = scalar.getValue();
      if (!METHODS.contains(method)) {
        faults.at(
            scalar,
            "'"
                + method
                + "' is no method that can be routed"
                + nearestOrAll(method.toUpperCase(Locale.ROOT), METHODS));
      } else if (!methods.add(method)) {
        faults.at(scalar, "'" + method + "' stands twice; keep one");
      }
    }
    if (match.find("methods").isPresent() && match.isEmptyList("methods")) {
      faults.at(valueOf(match, "methods"), "names no method; leave it out for every method");
    }
    return methods;
  }

  private static Set<String> matchKeys() {
    Set<String> keys = new TreeSet<>(ConditionsReader.KEYS);
    keys.addAll(Set.of("host", "methods", "path"));
    return keys;
  }

  private static String parseHost(String text) {
    String host = text.toLowerCase(Locale.ROOT);
    boolean isBelow = host.startsWith(Route.ANY_BELOW);
    String name = isBelow ? host.substring(Route.ANY_BELOW.length()) : host;
    if (!HOST.matcher(name).matches()
        || (isBelow && name.startsWith("["))
        || host.length() > HOST_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "host '"
              + text
              + "': write one name such as shop.example, or *.shop.example, without scheme or port");
    }
    return host;
  }

  private static String parseOwner(String text) {
    if (text.length() > OWNER_LENGTH_MAX) {
      throw new IllegalArgumentException("owner: use at most " + OWNER_LENGTH_MAX + " characters");
    }
    return text;
  }

  private static long parseBody(String text) {
    long bytes = SettingParsers.bytes(text);
    if (bytes == 0) {
      throw new IllegalArgumentException("body '" + text + "': leave it out for no limit");
    }
    return bytes;
  }

  private static String nearestOrAll(String word, List<String> known) {
    String clause = Suggestion.clause(word, known);
    return clause.isEmpty() ? "; known are " + String.join(", ", known) : clause;
  }

  private static Node valueOf(YamlMapping mapping, String key) {
    return mapping.find(key).orElse(mapping.node());
  }
}
