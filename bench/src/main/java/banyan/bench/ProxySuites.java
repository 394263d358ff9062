package banyan.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The suites that put proxies before one small origin. */
final class ProxySuites {
  /** How many routes ours has to look through; {@link #PATH} is in the midst of them. */
  static final int ROUTES = 200;

  static final String PATH = "/service-100/items/7";

  private static final int CONNECTIONS = 32;

  /** Fewer, so that each large answer comes within the patience of the clients. */
  private static final int CONNECTIONS_OF_BODIES = 4;

  private static final List<Integer> BODY_BYTES = List.of(1_000, 1_000_000, 100_000_000);

  private ProxySuites() {}

  /** Processor time and memory of one small answer, then how long it takes. */
  static Suite proxied(Workplace place) {
    Origin origin = Origin.start();
    return suite(
        "proxied", place, origin, List.of(new Rounds(), new Latency(origin.port())), List.of());
  }

  /** Memory of connections that nobody uses. */
  static Suite idle(Workplace place) {
    return suite(
        "idle",
        place,
        Origin.start(),
        List.of(new IdleConnections()),
        List.of("--proxy.connections", "20000", "--proxy.connections.address", "0"));
  }

  /** The first seconds of a process. */
  static Suite start(Workplace place) {
    return suite("start", place, Origin.start(), List.of(new FirstSeconds()), List.of());
  }

  /** What ours allocates for bodies of several sizes. */
  static Suite bodies(Workplace place) {
    List<Origin> origins =
        BODY_BYTES.stream().map(bytes -> Origin.answering("x".repeat(bytes))).toList();
    List<Scenario> scenarios = new ArrayList<>();
    Map<String, Integer> bodyBytes = new LinkedHashMap<>();
    IntStream.range(0, BODY_BYTES.size())
        .forEach(
            number -> {
              String name = "GET %,d bytes".formatted(BODY_BYTES.get(number));
              scenarios.add(Scenario.reading(name, Suites.always(RouteFile.path(number))));
              bodyBytes.put(name, BODY_BYTES.get(number));
            });
    return new Suite(
        "bodies",
        List.of(
            BanyanPeer.proxy(
                place, RouteFile.oneEach(place, origins), RouteFile.path(0), List.of())),
        () -> scenarios,
        CONNECTIONS_OF_BODIES,
        List.copyOf(origins),
        List.of(new BodySizes(bodyBytes)));
  }

  private static Suite suite(
      String name, Workplace place, Origin origin, List<Study> studies, List<String> flags) {
    List<Peer> peers = new ArrayList<>();
    peers.add(BanyanPeer.proxy(place, RouteFile.many(place, origin), PATH, flags));
    peers.addAll(ProxyPeers.all(place, origin.port()));
    return new Suite(
        name,
        peers,
        () -> List.of(Scenario.reading("GET 84 bytes of JSON", Suites.always(PATH))),
        CONNECTIONS,
        List.of(origin),
        studies);
  }
}
