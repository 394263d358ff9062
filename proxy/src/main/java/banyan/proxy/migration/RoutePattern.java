package banyan.proxy.migration;

import banyan.proxy.match.RequestHead;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a migration moves, written as the ids of routes are: {@code GET,HEAD
 * shop.example/api/v1/products/**}.
 *
 * @param methods empty for every method; GET stands for HEAD, too
 * @param host lower-case without port; null for any
 */
public record RoutePattern(Set<String> methods, @Nullable String host, PathTemplate path) {
  private static final Pattern HOST = Pattern.compile("[a-z0-9._:\\[\\]-]{1,253}");

  public RoutePattern {
    methods = Set.copyOf(methods);
  }

  /**
   * Reads a pattern: methods and host may be left out, {@code *} is every method. Throws
   * IllegalArgumentException that says what would be right.
   */
  public static RoutePattern parse(String text) {
    String[] words = text.strip().split(" +", -1);
    if (words.length > 2 || words[0].isEmpty()) {
      throw new IllegalArgumentException(
          "routes '" + text + "': write a path such as '/api/**', or 'GET,HEAD /api/**'");
    }
    String place = words[words.length - 1];
    int slash = place.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "routes '" + text + "': the path is missing; it starts with '/'");
    }
    Set<String> methods =
        words.length == 1 || words[0].equals("*") ? Set.of() : parseMethods(words[0]);
    String host = slash == 0 ? null : parseHost(place.substring(0, slash));
    return new RoutePattern(methods, host, PathTemplate.parse(place.substring(slash)));
  }

  private static Set<String> parseMethods(String text) {
    Set<String> methods = new TreeSet<>();
    for (String method : text.split(",", -1)) {
      if (!Route.isMethod(method) || !methods.add(method)) {
        throw new IllegalArgumentException(
            "routes: '" + text + "' are no methods; write each once, such as GET,HEAD");
      }
    }
    return methods;
  }

  private static String parseHost(String text) {
    String host = text.toLowerCase(Locale.ROOT);
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "routes: host '"
              + text
              + "': write one name such as shop.example, without scheme or port");
    }
    return host;
  }

  boolean matches(RequestHead head) {
    return takes(head.method())
        && (host == null || host.equals(head.host()))
        && path.matches(head.path());
  }

  /** Whether some request is matched by both. */
  boolean overlaps(RoutePattern other) {
    boolean isSameHost = host == null || other.host == null || host.equals(other.host);
    boolean isSameMethod =
        methods.isEmpty()
            || other.methods.isEmpty()
            || methods.stream().anyMatch(other::takes)
            || other.methods.stream().anyMatch(this::takes);
    return isSameHost && isSameMethod && path.overlaps(other.path);
  }

  /** Whether some request is matched by both. */
  public boolean meets(Route route) {
    return overlaps(new RoutePattern(route.methods(), null, route.path()))
        && (host == null || route.host() == null || host.equals(route.host()));
  }

  /** Whether the host is a name without a domain. */
  boolean isOnOneWordHost() {
    return host != null
        && !host.equals("localhost")
        && host.indexOf('.') < 0
        && host.indexOf(':') < 0;
  }

  /** Host and path. */
  String withoutMethods() {
    return (host == null ? "" : host) + path.text();
  }

  private boolean takes(String method) {
    return methods.isEmpty()
        || methods.contains(method)
        || (method.equals("HEAD") && methods.contains("GET"));
  }

  @Override
  public String toString() {
    String where = withoutMethods();
    return methods.isEmpty() ? where : String.join(",", new TreeSet<>(methods)) + " " + where;
  }
}
