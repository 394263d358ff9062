package banyan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A thread of this process, as Linux tells of it (proc(5)).
 *
 * @param name its first 15 letters
 * @param niceness how far it stands back
 */
public record SystemThread(String name, int niceness) {
  private static final Path PROC = Path.of("/proc");

  /** Of the fields of {@code stat} behind the name. */
  private static final int NICENESS = 16;

  /** The calling one, which is none of the virtual ones. */
  public static SystemThread current() {
    return read(PROC.resolve("thread-self")).orElseThrow();
  }

  /** Those that live while they are asked. */
  public static List<SystemThread> all() {
    try (Stream<Path> folders = Files.list(PROC.resolve("self/task"))) {
      return folders.flatMap(folder -> read(folder).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<SystemThread> read(Path folder) {
    try {
      String stat = Files.readString(folder.resolve("stat"));
      int end = stat.lastIndexOf(')');
      String name = stat.substring(stat.indexOf('(') + 1, end);
      String niceness = stat.substring(end + 2).split(" ", -1)[NICENESS];
      return Optional.of(new SystemThread(name, Integer.parseInt(niceness)));
    } catch (IOException e) {
      // It has ended.
      return Optional.empty();
    }
  }
}
