package banyan.testing;

import banyan.platform.http.LocalApi;
import banyan.platform.http.RouteDeclaration;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Routes behind a real server on a port of its own. The field {@code Test-Tenant} stands for the
 * token that the request path would have verified; every caller may do everything. Any thread.
 */
public final class ApiServer implements AutoCloseable {
  static final String TENANT_FIELD = "Test-Tenant";

  private static final Duration TIME_ALLOWED = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private ApiServer(List<RouteDeclaration> routes) {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new TokenBearing(LocalApi.handler(routes)));
  }

  public static ApiServer start(List<RouteDeclaration> routes) throws Exception {
    ApiServer started = new ApiServer(routes);
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

  @Override
  public void close() throws Exception {
    http.close();
    server.stop();
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
