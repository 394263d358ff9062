package banyan.app;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether things can be kept under a folder, which may not be there yet. Looks; makes nothing. */
final class DataFolder {
  private static final String REMEDY = ", or name another folder with --data";

  private DataFolder() {}

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
