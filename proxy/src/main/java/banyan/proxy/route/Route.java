package banyan.proxy.route;

import banyan.proxy.match.Conditions;
import banyan.proxy.match.RequestHead;
import banyan.proxy.resilience.InFlightPolicy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One route of the table. Immutable.
 *
 * @param id unique among the routes of its source and stable over reloads: {@code GET,HEAD
 *     /api/v1/products/**}; see {@link #id(String, Set, PathTemplate, Conditions)}
 * @param source who wrote it: a context's declaration or the published document
 * @param host the host it answers, lower-case without port; {@code *.} in front stands for every
 *     name below it; null for any
 * @param methods upper-case; empty for every method
 * @param fallsBack safe requests that fail before a response byte are answered locally
 * @param owner the context or team that owns it
 * @param right what a caller must hold; null when anybody may
 * @param bodyBytesMax the largest request body; 0 for no limit
 * @param conditions what else it asks of a request
 * @param inFlight how many of its requests may be in work at an upstream; null for no limit of its
 *     own
 * @param legs the ways to upstreams that a migration may lead its requests to, by their names;
 *     without one nothing is done on the way
 * @param keys what it makes of idempotency keys; null where it says nothing
 * @param artefacts what its sides mint, while a migration moves it
 */
public record Route(
    String id,
    Source source,
    @Nullable String host,
    PathTemplate path,
    Set<String> methods,
    Destination to,
    boolean fallsBack,
    String owner,
    @Nullable String right,
    long bodyBytesMax,
    Conditions conditions,
    @Nullable InFlightPolicy inFlight,
    Map<String, Destination.Remote> legs,
    @Nullable KeyPolicy keys,
    Artefacts artefacts) {
  /** Stands in front of a host for every name below it. */
  static final String ANY_BELOW = "*.";

  public Route {
    methods = Set.copyOf(methods);
    legs = Map.copyOf(legs);
  }

  /** A route without conditions. */
  public Route(
      String id,
      Source source,
      @Nullable String host,
      PathTemplate path,
      Set<String> methods,
      Destination to,
      boolean fallsBack,
      String owner,
      @Nullable String right,
      long bodyBytesMax) {
    this(
        id,
        source,
        host,
        path,
        methods,
        to,
        fallsBack,
        owner,
        right,
        bodyBytesMax,
        Conditions.NONE);
  }

  /** A route without a limit of requests in work, without legs, which says nothing of keys. */
  public Route(
      String id,
      Source source,
      @Nullable String host,
      PathTemplate path,
      Set<String> methods,
      Destination to,
      boolean fallsBack,
      String owner,
      @Nullable String right,
      long bodyBytesMax,
      Conditions conditions) {
    this(
        id,
        source,
        host,
        path,
        methods,
        to,
        fallsBack,
        owner,
        right,
        bodyBytesMax,
        conditions,
        null,
        Map.of(),
        null,
        Artefacts.UNDECLARED);
  }

  /** The id of a route without conditions. */
  public static String id(@Nullable String host, Set<String> methods, PathTemplate path) {
    return id(host, methods, path, Conditions.NONE);
  }

  /**
   * {@code GET,HEAD shop.example/api/** [tenant=acme]}; without methods {@code *}, without host the
   * path.
   */
  public static String id(
      @Nullable String host, Set<String> methods, PathTemplate path, Conditions conditions) {
    String words = methods.isEmpty() ? "*" : String.join(",", new TreeSet<>(methods));
    String place = words + " " + (host == null ? "" : host) + path.text();
    return conditions.isEmpty() ? place : place + " " + conditions;
  }

  /** A route that a context of this process declares and answers for any host. */
  public static Route declared(
      String method, PathTemplate path, String owner, @Nullable String right, long bodyBytesMax) {
    Set<String> methods = Set.of(method);
    return new Route(
        id(null, methods, path),
        Source.DECLARATION,
        null,
        path,
        methods,
        new Destination.Local(),
        false,
        owner,
        right,
        bodyBytesMax);
  }

  /** Whether routes can name it: upper-case, and none that is refused on every path. */
  public static boolean isMethod(String method) {
    return RouteReader.METHODS.contains(method);
  }

  /**
   * The same route with another destination: its id, its owner and what it demands stay.
   *
   * @param fallsBack whether safe requests that fail there are answered by local code
   */
  public Route sentTo(Destination other, boolean fallsBack) {
    return with(other, fallsBack, keys);
  }

  /** The same route, of code that keeps its keys with the effects. */
  public Route keepingKeys() {
    return with(to, fallsBack, KeyPolicy.KEPT_BEHIND);
  }

  private Route with(Destination to, boolean fallsBack, @Nullable KeyPolicy keys) {
    return new Route(
        id,
        source,
        host,
        path,
        methods,
        to,
        fallsBack,
        owner,
        right,
        bodyBytesMax,
        conditions,
        inFlight,
        legs,
        keys,
        artefacts);
  }

  /** Whether it answers the host, which is null for a request without one. */
  boolean answers(@Nullable String asked) {
    if (host == null || asked == null) {
      return host == null;
    }
    return host.startsWith(ANY_BELOW)
        ? asked.endsWith(host.substring(1)) && asked.length() >= host.length()
        : host.equals(asked);
  }

  /** Whether it matches a request, of whatever tenant. */
  boolean matches(RequestHead head) {
    return answers(head.host())
        && path.matches(head.path())
        && takes(head.method())
        && conditions.hold(head);
  }

  /** Whether it takes the method: named, or every method, or HEAD where it names GET. */
  public boolean takes(String method) {
    return methods.isEmpty()
        || methods.contains(method)
        || (method.equals("HEAD") && methods.contains("GET"));
  }

  /** The places in the order of precedence that it takes; who shares one differs in conditions. */
  Set<Claim> claims() {
    String shape = path.shape();
    if (methods.isEmpty()) {
      return Set.of(new Claim(source, host, shape, "*"));
    }
    Set<Claim> claims = new HashSet<>();
    methods.forEach(method -> claims.add(new Claim(source, host, shape, method)));
    return claims;
  }

  /** Who wrote a route. Written in the document beats declared in code. */
  public enum Source {
    DOCUMENT,
    DECLARATION
  }

  /** One place in the order of precedence; method {@code *} is every method not named. */
  record Claim(Source source, @Nullable String host, String shape, String method) {}
}
