package banyan.bench.peers;

import banyan.platform.http.LocalApi;
import banyan.platform.http.PlatformRoutes;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Our local side without the request path in front of it: what is left is the chain's price. */
public final class LocalApiAlone {
  private LocalApiAlone() {}

  public static void main(String[] arguments) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(System.getenv("PEER_PORT")));
    server.addConnector(connector);
    server.setHandler(LocalApi.handler(PlatformRoutes.of("bench", List.of(), List.of(), List::of)));
    server.start();
    server.join();
  }
}
