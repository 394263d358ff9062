package banyan.bench.peers;

import io.javalin.Javalin;
import java.util.Map;

/** One route by Javalin as its guide shows it: the ground that our local side stands on. */
public final class JavalinAlone {
  private JavalinAlone() {}

  public static void main(String[] arguments) {
    int port = Integer.parseInt(System.getenv("PEER_PORT"));
    Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.get("/health/live", context -> context.json(Map.of("status", "live")));
            })
        .start("127.0.0.1", port);
  }
}
