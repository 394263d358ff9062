package banyan.testing;

import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.platform.http.LocalApi;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Settings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * One context behind a real server on a port of its own, with a database of its own. The field
 * {@code Test-Tenant} stands for the token that the request path would have verified; every caller
 * may do everything. Any thread.
 */
public final class ContextServer implements AutoCloseable {
  static final String TENANT_FIELD = "Test-Tenant";

  private static final Duration TIME_ALLOWED = Duration.ofSeconds(30);

  private final ThrowawayDatabase database;
  private final Ground ground;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private ContextServer(ContextModule context, Settings settings, InstantSource clock) {
    database = ThrowawayDatabase.of(settings, context.name());
    ground = new Ground(database.context(context.name()), settings, clock);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new TokenBearing(LocalApi.handler(context.routes(ground))));
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
    ContextServer started = new ContextServer(context, settings, clock);
    started.server.start();
    return started;
  }

  /** A client of the main tenant. */
  public ApiClient client() {
    return client(Caller.MAIN_TENANT);
  }

  public ApiClient client(String tenant) {
    return new ApiClient(http, "http://127.0.0.1:" + connector.getLocalPort(), tenant);
  }

  /** What the context stands on. */
  public Ground ground() {
    return ground;
  }

  @Override
  public void close() throws Exception {
    http.close();
    server.stop();
    database.close();
  }

  private static final class TokenBearing extends Handler.Wrapper {
    TokenBearing(Handler next) {
      super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Caller caller = new Caller(request.getHeaders().get(TENANT_FIELD), "tester", Set.of("*"));
      request.setAttribute(
          Arrival.ATTRIBUTE, new Arrival(caller, "test", Deadline.in(TIME_ALLOWED)));
      return super.handle(request, response, callback);
    }
  }
}
