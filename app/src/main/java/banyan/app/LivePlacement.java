package banyan.app;

import banyan.proxy.route.CallRoute;
import banyan.proxy.route.Destination;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.upstream.CallClient;
import banyan.wire.Placement;

/**
 * Where calls go by the table in force: one read for each call. Before there is a table everything
 * is local. Any thread.
 */
final class LivePlacement implements Placement {
  private final CallClient client;
  private volatile LiveRoutes live = new LiveRoutes(LocalCode.none().table());

  LivePlacement(CallClient client) {
    this.client = client;
  }

  /** From now on. */
  void follow(LiveRoutes routes) {
    live = routes;
  }

  @Override
  public Place of(String context) {
    CallRoute call = live.current().calls().get(context);
    if (call == null) {
      return new Place.Local();
    }
    return switch (call.to()) {
      case Destination.Local _ -> new Place.Local();
      case Destination.Remote remote ->
          new Place.Remote(client.to(remote.upstream()), call.fallsBack());
    };
  }
}
