package banyan.app;

import banyan.platform.calls.WireType;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.wire.CallAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The routes that calls are counted under. They are in no table: no client finds them. */
final class OfferedCalls {
  private OfferedCalls() {}

  static List<Route> routes(Set<CallAddress> offers) {
    return offers.stream()
        .sorted(Comparator.comparing(CallAddress::toString))
        .map(OfferedCalls::route)
        .toList();
  }

  static Map<CallAddress, Route> byAddress(LocalCode code) {
    return code.offers().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                route -> CallAddress.of(route.path().text()).orElseThrow(), Function.identity()));
  }

  private static Route route(CallAddress address) {
    return Route.declared(
        "POST", PathTemplate.parse(address.path()), address.context(), null, WireType.BYTES_MAX);
  }
}
