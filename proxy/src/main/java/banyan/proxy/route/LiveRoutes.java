package banyan.proxy.route;

/** The table in force: one volatile read per request, replaced whole. Any thread. */
public final class LiveRoutes {
  private volatile RouteTable table;

  public LiveRoutes(RouteTable first) {
    table = first;
  }

  public RouteTable current() {
    return table;
  }

  public void replace(RouteTable next) {
    table = next;
  }
}
