package banyan.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The shop's endpoints by Spring Boot and JDBC, built by Maven from its own pom. */
final class SpringPeer {
  private static final String FOLDER = "spring";
  private static final String READY_PATH = "/api/v1/products?limit=1";

  private SpringPeer() {}

  static Peer of(Workplace place, ShopDatabase database) {
    return new Peer(
        "spring-boot 4.1.1, jdbc",
        "Tomcat with its defaults, but connections are not closed after 100 requests; HikariCP of "
            + ShopDatabase.CONNECTIONS
            + "; the driver prepares statements by itself; access log by Tomcat, no metrics; java "
            + String.join(" ", place.javaFlags()),
        () -> MavenProgram.install(place, FOLDER),
        () -> start(place, database));
  }

  private static PeerProcess start(Workplace place, ShopDatabase database) {
    int port = PeerProcess.freePort();
    Path jar = MavenProgram.jar(place, FOLDER);
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("PEER_PORT", Integer.toString(port));
    return PeerProcess.start(
        place.cores().measured(place.java("-jar", jar.toString())),
        environment,
        place.work().resolve(FOLDER),
        port,
        READY_PATH);
  }
}
