package banyan.proxy.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one source by host: those that name the request's host are asked first. Written
 * while a table is built, read by any thread afterwards.
 */
final class HostIndex {
  private final PathIndex anyHost = new PathIndex();
  private final Map<String, PathIndex> named = new HashMap<>();

  void add(Route route) {
    String host = route.host();
    PathIndex index = host == null ? anyHost : named.computeIfAbsent(host, _ -> new PathIndex());
    index.add(route);
  }

  @Nullable Route find(@Nullable String host, String method, String path) {
    PathIndex index = host == null ? null : named.get(host);
    Route route = index == null ? null : index.find(method, path);
    return route != null ? route : anyHost.find(method, path);
  }

  void collectMethods(@Nullable String host, String path, Set<String> allowed) {
    PathIndex index = host == null ? null : named.get(host);
    if (index != null) {
      index.collectMethods(path, allowed);
    }
    anyHost.collectMethods(path, allowed);
  }
}
