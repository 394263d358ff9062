package banyan.bench;

import java.util.HashMap;
import java.util.Map;

/** The shop's endpoints by Express and pg. */
final class ExpressPeer {
  private static final String READY_PATH = "/api/v1/products?limit=1";

  private ExpressPeer() {}

  static Peer of(Workplace place, ShopDatabase database) {
    NodeProgram program = new NodeProgram(place, "express");
    return new Peer(
        "express 5.3.0, pg 8.23.1",
        "NODE_ENV=production; one process; named (prepared) statements; pool of "
            + ShopDatabase.CONNECTIONS
            + "; keep-alive 60 s; access log by morgan, no metrics; ETag of bodies off, since the version is the tag",
        program::install,
        () -> {
          Map<String, String> environment = new HashMap<>(database.environment());
          environment.put("PEER_PORT", Integer.toString(PeerProcess.freePort()));
          return program.start(environment, READY_PATH);
        });
  }
}
