package banyan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of the distribution: the installed one where there is one, else its Debian package,
 * fetched by apt and unpacked under {@code target}, which needs no rights and changes no system.
 *
 * @param name of the program
 * @param packages its own, and those whose libraries it needs and few machines have
 */
record DistributionProgram(Workplace place, String name, List<String> packages) {
  private static final List<String> FOLDERS =
      List.of("usr/sbin", "usr/bin", "usr/local/sbin", "usr/local/bin");

  /** What this machine lacks for it; empty when it can be run. */
  Optional<String> install() {
    if (path().isPresent()) {
      return Optional.empty();
    }
    Path archives = place.built("packages").resolve(name);
    try {
      Files.createDirectories(archives);
    } catch (IOException e) {
      throw new BenchFailure("no folder for " + name + ": " + e.getMessage(), e);
    }
    List<String> download = new ArrayList<>(List.of("apt-get", "download", "-q"));
    download.addAll(packages);
    Optional<String> lacking = Command.run(download, archives);
    return lacking.isPresent() ? lacking : unpack(archives);
  }

  /** The command that runs it. */
  Path program() {
    return path().orElseThrow(() -> new BenchFailure(name + " is not installed"));
  }

  /** Where the libraries of an unpacked program are. */
  Map<String, String> environment() {
    try (Stream<Path> libraries = Files.list(unpacked().resolve("usr/lib"))) {
      String folders =
          String.join(
              ":", libraries.filter(Files::isDirectory).map(Path::toString).sorted().toList());
      return Map.of("LD_LIBRARY_PATH", folders);
    } catch (IOException e) {
      // Nothing was unpacked, or it has no libraries of its own.
      return Map.of();
    }
  }

  private Optional<String> unpack(Path archives) {
    try (Stream<Path> found = Files.list(archives)) {
      for (Path archive : found.filter(file -> file.toString().endsWith(".deb")).toList()) {
        Optional<String> failure =
            Command.run(List.of("dpkg", "-x", archive.toString(), unpacked().toString()), archives);
        if (failure.isPresent()) {
          return failure;
        }
      }
    } catch (IOException e) {
      throw new BenchFailure("cannot unpack " + name + ": " + e.getMessage(), e);
    }
    return path().isPresent() ? Optional.empty() : Optional.of("its package has no " + name);
  }

  /** An installed one goes first: its libraries fit. */
  private Optional<Path> path() {
    return Stream.of(Path.of("/"), unpacked())
        .flatMap(root -> FOLDERS.stream().map(folder -> root.resolve(folder).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Path unpacked() {
    return place.built("packages").resolve(name).resolve("unpacked");
  }
}
