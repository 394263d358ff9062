package banyan.app;

import banyan.platform.RunningProcess;
import banyan.wire.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of everything that is kept, before a process uses it. It may not be there yet. */
final class DataFolder {
  private static final String REMEDY = ", or name another folder with --data";

  /** The folders of small files, and those in them; the ledger sweeps its own under its locks. */
  private static final List<String> SWEPT =
      List.of("", "run", "routes", "migrations", "certificates", "audit");

  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  private DataFolder() {}

  /**
   * Removes the files that processes were writing when they were killed. They harm nobody, and what
   * cannot be removed stays.
   */
  static void sweep(Path data) {
    try {
      for (String name : SWEPT) {
        Path folder = data.resolve(name);
        sweepOne(folder);
        if (!name.isEmpty()) {
          for (Path inner : inside(folder)) {
            sweepOne(inner);
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.atWarn().setCause(e).addKeyValue("folder", data).log("half-written files are left");
    }
  }

  private static void sweepOne(Path folder) throws IOException {
    int swept =
        PrivateFile.sweep(
            folder, (pid, startedMillis) -> new RunningProcess(pid, startedMillis).isAlive());
    if (swept > 0) {
      LOG.info("removed {} half-written files of killed processes from {}", swept, folder);
    }
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  /**
   * Lets a start go on that can keep what it makes.
   *
   * @throws CommandFailure that names what is in the way
   */
  static void refuseUnusable(Path data) {
    Optional<String> problem = problem(data);
    if (problem.isPresent()) {
      throw CommandFailure.failed(problem.get());
    }
  }

  private static Optional<String> problem(Path data) {
    return Stream.of(data, data.resolve("run"), data.resolve("log"))
        .flatMap(folder -> problemOf(folder).stream())
        .findFirst()
        .map(problem -> "the data folder " + data + " cannot be used: " + problem + REMEDY);
  }

  private static Optional<String> problemOf(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return Optional.of(there + " is no folder; move it away");
    }
    // True as well for root, except where the file system itself takes no writes.
    if (!Files.isWritable(there)) {
      return Optional.of(there + " takes no files of this user's; make it writable");
    }
    return Optional.empty();
  }
}
