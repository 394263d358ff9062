package banyan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A peer on node, installed by npm after its lock file and kept under {@code target}.
 *
 * @param folder of its sources below {@code bench/peers}
 */
record NodeProgram(Workplace place, String folder) {
  private static final String LOCK = "package-lock.json";
  private static final List<String> FILES = List.of("package.json", LOCK, "server.js");

  /** What this machine lacks for it; empty when it can be started. */
  Optional<String> install() {
    for (String program : List.of("node", "npm")) {
      if (Command.run(List.of(program, "--version"), place.work()).isPresent()) {
        return Optional.of(program + " is not installed");
      }
    }
    Path built = place.built(folder);
    Path source = place.source(folder);
    try {
      Files.createDirectories(built);
      boolean isInstalled =
          Files.isDirectory(built.resolve("node_modules"))
              && Files.mismatch(built.resolve(LOCK), source.resolve(LOCK)) == -1;
      for (String file : FILES) {
        Files.copy(source.resolve(file), built.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      return isInstalled
          ? Optional.empty()
          : Command.run(List.of("npm", "ci", "--no-audit", "--no-fund"), built);
    } catch (IOException e) {
      throw new BenchFailure("cannot copy the peer " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Starts it for production.
   *
   * @param environment with its port as {@code PEER_PORT}
   */
  PeerProcess start(Map<String, String> environment, String readyPath) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("NODE_ENV", "production");
    return PeerProcess.start(
        place
            .cores()
            .measured(List.of("node", place.built(folder).resolve("server.js").toString())),
        all,
        place.work().resolve(folder),
        Integer.parseInt(environment.getOrDefault("PEER_PORT", "")),
        readyPath);
  }
}
