package banyan.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A peer with a pom of its own: built by Maven, kept under {@code target}. */
final class MavenProgram {
  private MavenProgram() {}

  /** What this machine lacks for it; empty when it is built. */
  static Optional<String> install(Workplace place, String folder) {
    return Command.run(
        List.of(
            place.root().resolve("mvnw").toString(),
            "-B",
            "-q",
            "-ntp",
            "-f",
            place.source(folder).resolve("pom.xml").toString(),
            "package"),
        place.root());
  }

  /** The program, which holds all that it needs. */
  static Path jar(Workplace place, String folder) {
    return place.built(folder).resolve(folder + "-peer.jar");
  }
}
