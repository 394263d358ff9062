package banyan.proxy.route;

import banyan.wire.Suggestion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the {@code calls} of a document: {@code catalog: catalog}, or {@code catalog: {to: catalog,
 * fallback: local}}. One thread.
 */
final class CallsReader {
  private static final Set<String> KEYS = new TreeSet<>(Set.of("to", "fallback"));

  private final Faults faults;
  private final LocalCode local;
  private final RouteReader destinations;

  CallsReader(Faults faults, LocalCode local, RouteReader destinations) {
    this.faults = faults;
    this.local = local;
    this.destinations = destinations;
  }

  Map<String, CallRoute> read(Node node) {
    YamlMapping named = YamlMapping.of(node, "'calls'", faults);
    Map<String, CallRoute> calls = new LinkedHashMap<>();
    named
        .entries()
        .forEach(
            (context, value) -> {
              Optional<CallRoute> call =
                  value instanceof MappingNode
                      ? readLong(context, value)
                      : readShort(named, context);
              if (isKnown(context, value)) {
                call.ifPresent(read -> calls.put(context, read));
              }
            });
    checkNeeds(Optional.of(node), named.entries().keySet());
    return calls;
  }

  /** Whoever is called must be somewhere. */
  void checkNeeds(Optional<Node> place, Set<String> placed) {
    for (LocalCode.Need need : local.unmet(placed)) {
      faults.at(
          place.flatMap(Node::getStartMark),
          need + "; write calls: {" + need.context() + ": <upstream>}");
    }
  }

  private Optional<CallRoute> readShort(YamlMapping named, String context) {
    Optional<Destination> to =
        named.text(context).flatMap(name -> destinations.destination(named, context, name));
    to.ifPresent(there -> checkHosted(context, there, named.find(context).orElse(named.node())));
    return to.map(there -> new CallRoute(there, false));
  }

  private Optional<CallRoute> readLong(String context, Node value) {
    YamlMapping call = YamlMapping.of(value, "the calls to '" + context + "'", KEYS, faults);
    Optional<Destination> to =
        call.demand("to", "write to: local, or the name of an upstream")
            .flatMap(name -> destinations.destination(call, "to", name));
    to.ifPresent(there -> checkHosted(context, there, call.find("to").orElse(value)));
    boolean fallsBack = call.find("fallback").isPresent();
    if (fallsBack) {
      to.ifPresent(there -> checkFallback(context, there, call));
    }
    return to.map(there -> new CallRoute(there, fallsBack));
  }

  private void checkFallback(String context, Destination to, YamlMapping call) {
    Node place = call.find("fallback").orElse(call.node());
    Optional<String> fallback = call.text("fallback");
    if (fallback.isEmpty()) {
      return;
    }
    if (!fallback.get().equals("local")) {
      faults.at(place, "'" + fallback.get() + "' is no fallback; the only one is local");
    } else if (to instanceof Destination.Local) {
      faults.at(place, "the calls are local already; leave 'fallback' out");
    } else if (isElsewhere(context)) {
      faults.at(
          place, "'local': this process does not host '" + context + "'; leave 'fallback' out");
    }
  }

  private void checkHosted(String context, Destination to, Node place) {
    if (to instanceof Destination.Local && isElsewhere(context)) {
      faults.at(place, "'local': this process does not host '" + context + "'; name an upstream");
    }
  }

  /** A name that is no context at all gets its own fault. */
  private boolean isElsewhere(String context) {
    return local.contexts().contains(context) && !local.hosted().contains(context);
  }

  private boolean isKnown(String context, Node place) {
    if (local.contexts().contains(context)) {
      return true;
    }
    String remedy =
        local.contexts().isEmpty()
            ? "; this process hosts no context: leave 'calls' out"
            : Suggestion.clause(context, local.contexts());
    faults.at(place, "'" + context + "' is no context" + remedy);
    return false;
  }
}
