package banyan.acceptance;

import banyan.testing.ReadyCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for processes, and files that change under them. */
final class Folders {
  private Folders() {}

  /** A data folder in a folder. */
  static Path data(Path folder) throws IOException {
    return Files.createDirectories(folder.resolve("var"));
  }

  /** A data folder in a folder, whose database starts for the second time. */
  static Path dataOfBefore(Path folder) throws IOException {
    return ReadyCluster.in(data(folder));
  }

  /** A new folder that the user of the embedded database can reach, too, when root runs us. */
  static Path make() throws IOException {
    return Files.createTempDirectory(
        "banyan-acceptance",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a file as an editor does: whole, by a rename. */
  static void publish(Path file, String content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
