package banyan.catalog.internal;

import banyan.platform.Ground;
import banyan.platform.database.ContextDatabase;
import banyan.platform.http.LocalApi;
import banyan.testing.ThrowawayDatabase;
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
 * The catalogue behind a real server on a port of its own, with a database of its own. The field
 * {@code Test-Tenant} stands for the token that the request path would have verified.
 */
final class CatalogServer implements AutoCloseable {
  static final String TENANT_FIELD = "Test-Tenant";

  private static final Duration TIME_ALLOWED = Duration.ofSeconds(30);

  private final ThrowawayDatabase database = ThrowawayDatabase.of("catalog");
  private final Ground ground =
      new Ground(database.context("catalog"), new Settings(Map.of()), InstantSource.system());
  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private CatalogServer() {}

  static CatalogServer start() throws Exception {
    CatalogServer catalog = new CatalogServer();
    catalog.connector.setHost("127.0.0.1");
    catalog.server.addConnector(catalog.connector);
    var api = LocalApi.handler(new CatalogModule().routes(catalog.ground));
    catalog.server.setHandler(new TokenBearing(api));
    catalog.server.start();
    return catalog;
  }

  static CatalogServer withDemoProducts() throws Exception {
    CatalogServer catalog = start();
    new CatalogModule().addDemoData(catalog.ground);
    return catalog;
  }

  /** A client of the main tenant. */
  CatalogClient client() {
    return client(Caller.MAIN_TENANT);
  }

  CatalogClient client(String tenant) {
    return new CatalogClient(http, "http://127.0.0.1:" + connector.getLocalPort(), tenant);
  }

  ContextDatabase database() {
    return ground.database();
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
      Caller caller =
          new Caller(request.getHeaders().get(TENANT_FIELD), "tester", Set.of(CatalogRoutes.WRITE));
      request.setAttribute(
          Arrival.ATTRIBUTE, new Arrival(caller, "test", Deadline.in(TIME_ALLOWED)));
      return super.handle(request, response, callback);
    }
  }
}
