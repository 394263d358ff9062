package banyan.testing;

import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.wire.Settings;
import java.time.InstantSource;
import java.util.Map;

/** One context behind an {@link ApiServer}, with a database of its own. Any thread. */
public final class ContextServer implements AutoCloseable {
  private final ThrowawayDatabase database;
  private final Ground ground;
  private final ApiServer server;

  private ContextServer(ContextModule context, Settings settings, InstantSource clock)
      throws Exception {
    database = ThrowawayDatabase.of(settings, context.name());
    ground = new Ground(database.context(context.name()), settings, clock);
    server = ApiServer.start(context.routes(ground));
  }

  /** The context with the defaults of its settings and the time of day. */
  public static ContextServer start(ContextModule context) throws Exception {
    return start(context, new Settings(Map.of()), InstantSource.system());
  }

  /**
   * The context with other settings, and a clock of the test's.
   *
   * @param settings of the context, and of its database
   */
  public static ContextServer start(ContextModule context, Settings settings, InstantSource clock)
      throws Exception {
    return new ContextServer(context, settings, clock);
  }

  /** A client of the main tenant. */
  public ApiClient client() {
    return server.client();
  }

  public ApiClient client(String tenant) {
    return server.client(tenant);
  }

  /** What the context stands on. */
  public Ground ground() {
    return ground;
  }

  @Override
  public void close() throws Exception {
    server.close();
    database.close();
  }
}
