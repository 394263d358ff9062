package banyan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shop's endpoints by Express and pg, installed by npm after the lock file. */
final class ExpressPeer {
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "server.js");
  private static final String READY_PATH = "/api/v1/products?limit=1";

  private ExpressPeer() {}

  static Peer of(Workplace place, ShopDatabase database) {
    return new Peer(
        "express 5.3.0, pg 8.23.1",
        "NODE_ENV=production; one process; named (prepared) statements; pool of "
            + ShopDatabase.CONNECTIONS
            + "; keep-alive 60 s; access log by morgan, no metrics; ETag of bodies off, since the version is the tag",
        () -> install(place),
        () -> start(place, database));
  }

  private static Optional<String> install(Workplace place) {
    for (String program : List.of("node", "npm")) {
      if (Command.run(List.of(program, "--version"), place.work()).isPresent()) {
        return Optional.of(program + " is not installed");
      }
    }
    Path built = place.built("express");
    try {
      Files.createDirectories(built);
      boolean isInstalled =
          Files.isDirectory(built.resolve("node_modules"))
              && Files.mismatch(
                      built.resolve(FILES.get(1)), place.source("express").resolve(FILES.get(1)))
                  == -1;
      for (String file : FILES) {
        Files.copy(
            place.source("express").resolve(file),
            built.resolve(file),
            StandardCopyOption.REPLACE_EXISTING);
      }
      return isInstalled
          ? Optional.empty()
          : Command.run(List.of("npm", "ci", "--no-audit", "--no-fund"), built);
    } catch (IOException e) {
      throw new BenchFailure("cannot copy the Express peer: " + e.getMessage(), e);
    }
  }

  private static PeerProcess start(Workplace place, ShopDatabase database) {
    int port = PeerProcess.freePort();
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("PEER_PORT", Integer.toString(port));
    environment.put("NODE_ENV", "production");
    return PeerProcess.start(
        place
            .cores()
            .measured(List.of("node", place.built("express").resolve("server.js").toString())),
        environment,
        place.work().resolve("express"),
        port,
        READY_PATH);
  }
}
