package banyan.proxy.route;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The table in force: one volatile read per request, replaced whole. Any thread. */
public final class LiveRoutes {
  private final List<Consumer<RouteTable>> followers = new CopyOnWriteArrayList<>();
  private volatile RouteTable table;

  public LiveRoutes(RouteTable first) {
    table = first;
  }

  public RouteTable current() {
    return table;
  }

  /** Tells of the table in force now, and of each next one before requests see it. */
  public synchronized void follow(Consumer<RouteTable> follower) {
    followers.add(follower);
    follower.accept(table);
  }

  public synchronized void replace(RouteTable next) {
    followers.forEach(follower -> follower.accept(next));
    table = next;
  }
}
