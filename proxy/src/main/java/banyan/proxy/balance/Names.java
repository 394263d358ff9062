package banyan.proxy.balance;

import banyan.proxy.route.Upstream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the host names of endpoints, again and again: a name with several addresses is several
 * endpoints, and a name that is lost keeps the last addresses. Look-ups block threads of their own;
 * no request waits for one. Any thread.
 */
final class Names {
  /** Of more addresses of one name those that are first in their order are used. */
  static final int ADDRESSES_MAX = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Names.class);
  private static final Comparator<InetAddress> IN_ORDER =
      Comparator.comparing(InetAddress::getAddress, Arrays::compareUnsigned);

  private final NameLookup lookup;
  private final EndpointFigures figures;
  private final Consumer<Endpoints> whenFound;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  /**
   * @param whenFound told of an upstream some of whose names have been found
   */
  Names(NameLookup lookup, EndpointFigures figures, Consumer<Endpoints> whenFound) {
    this.lookup = lookup;
    this.figures = figures;
    this.whenFound = whenFound;
  }

  /** The host names of an upstream; literal addresses are none. */
  static Set<String> of(Upstream upstream) {
    return upstream.endpoints().stream()
        .map(URI::getHost)
        .filter(host -> !isLiteral(host))
        .collect(Collectors.toSet());
  }

  private static boolean isLiteral(String host) {
    try {
      var _ = InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Begins to look every name up, on threads of their own. */
  void find(Collection<Endpoints> upstreams) {
    Map<String, Set<Endpoints>> byName = new TreeMap<>();
    for (Endpoints endpoints : upstreams) {
      for (String name : of(endpoints.definition())) {
        byName.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(endpoints);
      }
    }
    byName.forEach(
        (name, wanting) -> {
          // One that hangs in a look-up must not pile up threads.
          if (underWay.add(name)) {
            Thread.ofVirtual().name("lookup").start(() -> find(name, wanting));
          }
        });
  }

  private void find(String name, Set<Endpoints> wanting) {
    try {
      List<InetAddress> found =
          Arrays.stream(lookup.of(name)).distinct().sorted(IN_ORDER).limit(ADDRESSES_MAX).toList();
      if (found.isEmpty()) {
        throw new UnknownHostException(name);
      }
      if (lost.remove(name)) {
        LOG.atInfo().addKeyValue("host", name).log("the name of an endpoint is found again");
      }
      for (Endpoints endpoints : wanting) {
        endpoints.resolved(name, found);
        figures.lookedUp(endpoints.upstream(), true);
        whenFound.accept(endpoints);
      }
    } catch (UnknownHostException e) {
      if (lost.add(name)) {
        LOG.atWarn()
            .addKeyValue("host", name)
            .log("the name of an endpoint is not found; its last addresses stay");
      }
      wanting.forEach(endpoints -> figures.lookedUp(endpoints.upstream(), false));
    } finally {
      underWay.remove(name);
    }
  }
}
