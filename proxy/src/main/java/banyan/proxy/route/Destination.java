package banyan.proxy.route;

/** Where a route sends its requests. */
public sealed interface Destination {
  /** The name that documents, logs and metrics show. */
  String name();

  /** A module of this process. */
  record Local() implements Destination {
    @Override
    public String name() {
      return "local";
    }
  }

  /** Another server, by the name of its upstream. */
  record Remote(Upstream upstream) implements Destination {
    @Override
    public String name() {
      return upstream.name();
    }
  }
}
