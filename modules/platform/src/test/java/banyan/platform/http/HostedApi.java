package banyan.platform.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Declared routes behind a real server on a port of its own, and a client for it. */
final class HostedApi implements AutoCloseable {
  private static final Duration TIME_ALLOWED = Duration.ofSeconds(20);

  private final Server server = new Server();
  private final ServerConnector connector;
  private final HttpClient client = HttpClient.newHttpClient();

  HostedApi(List<RouteDeclaration> routes) throws Exception {
    var configuration = new HttpConfiguration();
    // Everything comes through to the servlet, which has to hold on its own.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(LocalApi.handler(routes));
    server.start();
  }

  int port() {
    return connector.getLocalPort();
  }

  HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return send(request(target));
  }

  HttpResponse<String> post(String target, String json) throws IOException, InterruptedException {
    return send(
        request(target)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
        .timeout(TIME_ALLOWED);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() throws Exception {
    client.close();
    server.stop();
  }
}
