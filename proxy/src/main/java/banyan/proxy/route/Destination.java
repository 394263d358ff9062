package banyan.proxy.route;

import org.jspecify.annotations.Nullable;

/** Where a route sends its requests. */
public sealed interface Destination {
  /** The name that documents, logs and metrics show. */
  String name();

  /** A module of this process. */
  record Local() implements Destination {
    /** What documents call it; no upstream can have this name. */
    public static final String NAME = "local";

    @Override
    public String name() {
      return NAME;
    }
  }

  /**
   * Another server, by the name of its upstream.
   *
   * @param adapter translates between clients and the upstream; null where both speak alike
   * @param paths the odd paths that it takes
   */
  record Remote(Upstream upstream, @Nullable Adapter adapter, PathAdmission paths)
      implements Destination {
    public Remote(Upstream upstream, @Nullable Adapter adapter) {
      this(upstream, adapter, PathAdmission.NONE);
    }

    public Remote(Upstream upstream) {
      this(upstream, null);
    }

    @Override
    public String name() {
      return upstream.name();
    }
  }
}
