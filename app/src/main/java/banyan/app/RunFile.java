package banyan.app;

import banyan.platform.RunningProcess;
import banyan.wire.PrivateFile;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a process that serves tells the commands about itself: {@code <data>/run/<role>.json}, for
 * its owner's eyes only. A file whose process has ended counts as no file.
 *
 * @param role {@code up}, {@code proxy}, {@code database-server}, or {@code only-} and contexts
 * @param url where clients are served; null for a process that serves none
 * @param adminUrl the admin listener; null without one
 * @param tokenFile holds the admin listener's bearer token; null without one
 */
public record RunFile(
    String role,
    RunningProcess process,
    @Nullable String url,
    @Nullable String adminUrl,
    @Nullable String tokenFile) {

  /** The process that {@code banyan database start} is. */
  static final String DATABASE_SERVER = "database-server";

  private static final long FILE_BYTES_MAX = 64 << 10;
  private static final String SUFFIX = ".json";

  /** Held while a role is chosen; it stays, since a lock file that goes away guards nothing. */
  private static final String LOCK = "roles.lock";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** A file of this process, which answers nobody. */
  static RunFile of(String role) {
    return new RunFile(role, RunningProcess.current(), null, null, null);
  }

  /** The folder of the run files, of the tokens, and of the database's own file. */
  static Path folder(Path data) {
    return data.resolve("run");
  }

  /**
   * Takes a role that no living process has, {@code word}, else {@code word-2} and so on, and
   * writes its file: two processes may serve with one data folder, and each needs a name of its
   * own. Of several that start at once each gets another.
   *
   * <p>One thread at a time: the operating system's lock holds between processes alone.
   */
  static synchronized RunFile claim(Path data, String word) {
    Path folder = folder(data);
    try {
      PrivateFile.makeFolder(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(LOCK),
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  PrivateFile.OWNER_ONLY);
          FileLock _ = channel.lock()) {
        RunFile claimed = of(freeRole(data, word));
        claimed.write(data);
        return claimed;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the run file of " + word + " in " + folder, e);
    }
  }

  private static String freeRole(Path data, String word) {
    String role = word;
    for (int i = 2; read(data, role).filter(RunFile::isAlive).isPresent(); i++) {
      role = word + "-" + i;
    }
    return role;
  }

  /** Writes the file whole or not at all: a reader never sees half of it. */
  void write(Path data) {
    Path folder = folder(data);
    try {
      PrivateFile.makeFolder(folder);
      PrivateFile.write(folder.resolve(role + SUFFIX), MAPPER.writeValueAsString(this) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("the run file of " + role + " in " + folder, e);
    }
  }

  /** Removes the file of the role, if it is still this process's. */
  void delete(Path data) {
    if (read(data, role).filter(file -> file.process().equals(process)).isEmpty()) {
      return;
    }
    try {
      Files.deleteIfExists(folder(data).resolve(role + SUFFIX));
    } catch (IOException e) {
      throw new UncheckedIOException("the run file of " + role, e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The file of a role, whether its process lives or not; empty when it is missing or damaged. */
  static Optional<RunFile> read(Path data, String role) {
    return read(folder(data).resolve(role + SUFFIX));
  }

  /** Every living process of a data folder, {@code up} first, then by name. */
  public static List<RunFile> living(Path data) {
    try (Stream<Path> files = Files.list(folder(data))) {
      List<RunFile> living = new ArrayList<>();
      files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .forEach(file -> read(file).filter(RunFile::isAlive).ifPresent(living::add));
      living.sort(java.util.Comparator.comparing(file -> !file.role().equals("up")));
      return living;
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<RunFile> read(Path file) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        return Optional.empty();
      }
      RunFile content = MAPPER.readValue(Files.readAllBytes(file), RunFile.class);
      boolean isWhole = content != null && content.role() != null && content.process() != null;
      return isWhole ? Optional.of(content) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
