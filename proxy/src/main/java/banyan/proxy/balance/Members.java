package banyan.proxy.balance;

import banyan.proxy.route.Upstream;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The endpoints that an upstream has, by its definition and the addresses of its names. */
final class Members {
  private Members() {}

  /**
   * The endpoints after a change. Who stays keeps what is known of it; who comes among others
   * begins slowly.
   *
   * @param addresses by host name; a name that is missing is not resolved yet, and one endpoint
   */
  static List<Choice.Weighted> after(
      List<Choice.Weighted> before,
      Upstream upstream,
      Map<String, List<InetAddress>> addresses,
      long nowNanos) {
    List<Choice.Weighted> members = new ArrayList<>();
    List<Endpoint> come = new ArrayList<>();
    Set<URI> unresolved = unresolved(before);
    for (URI origin : upstream.endpoints()) {
      for (ConnectionKey key : keys(origin, upstream, addresses)) {
        Endpoint stays = find(before, origin, key);
        Endpoint endpoint = stays == null ? new Endpoint(origin, key) : stays;
        if (stays == null && !unresolved.contains(origin)) {
          come.add(endpoint);
        }
        members.add(new Choice.Weighted(endpoint, upstream.balancing().weight(origin)));
      }
    }
    if (come.size() < members.size()) {
      come.forEach(endpoint -> endpoint.beginSlowly(nowNanos));
    }
    return members;
  }

  private static List<ConnectionKey> keys(
      URI origin, Upstream upstream, Map<String, List<InetAddress>> addresses) {
    List<InetAddress> known = addresses.get(origin.getHost());
    return known == null
        ? List.of(new ConnectionKey(upstream.trust(), null))
        : known.stream().map(address -> new ConnectionKey(upstream.trust(), address)).toList();
  }

  private static Set<URI> unresolved(List<Choice.Weighted> members) {
    Set<URI> origins = new HashSet<>();
    for (Choice.Weighted member : members) {
      if (member.endpoint().key().address() == null) {
        origins.add(member.endpoint().origin());
      }
    }
    return origins;
  }

  private static @Nullable Endpoint find(
      List<Choice.Weighted> members, URI origin, ConnectionKey key) {
    for (Choice.Weighted member : members) {
      if (member.endpoint().is(origin, key)) {
        return member.endpoint();
      }
    }
    return null;
  }
}
