package banyan.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A small file that only its owner may read (0600), written whole or not at all: it has its name
 * when its text is on the disk. A fault names the file that could not be written.
 */
public final class PrivateFile {
  /** The mode of such a file. */
  public static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** Behind the name of the file: the writer's pid, when it started, and what tells two apart. */
  private static final Pattern UNFINISHED =
      Pattern.compile("\\..+\\.([0-9]{1,10})-([0-9]{1,18})-[0-9]+\\.new");

  private static final String WRITER = writer(ProcessHandle.current());

  private PrivateFile() {}

  /** Replaces {@code path}; readers see the old text or the new. */
  public static void write(Path path, String text) throws IOException {
    Path fresh = fresh(path);
    try {
      fill(fresh, text);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * Writes {@code path} unless it is there: of several processes one wins, and none sees half.
   *
   * @return whether this call wrote it; else another was first, and its text stands
   */
  public static boolean create(Path path, String text) throws IOException {
    Path fresh = fresh(path);
    try {
      fill(fresh, text);
      Files.createLink(path, fresh);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * Removes what writers of such files left half-written in a folder when they were killed; one
   * that is not there has nothing. Files of any other name stay.
   *
   * @return how many there were
   */
  public static int sweep(Path folder, Writers writers) throws IOException {
    int swept = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher name = UNFINISHED.matcher(file.getFileName().toString());
        if (name.matches()
            && !writers.isAlive(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))
            && Files.deleteIfExists(file)) {
          swept++;
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return swept;
    }
    return swept;
  }

  /** Who may still be writing. */
  @FunctionalInterface
  public interface Writers {
    /**
     * Whether a process lives.
     *
     * @param startedMillis since the epoch, as the operating system reports it; 0 when it does not
     */
    boolean isAlive(long pid, long startedMillis);
  }

  /** Makes a folder for such files, with those above it, unless it is there. */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_FOLDER);
    }
  }

  static Path fresh(Path path) throws IOException {
    return Files.createTempFile(
        path.resolveSibling(""), "." + path.getFileName() + WRITER, ".new", OWNER_ONLY);
  }

  private static String writer(ProcessHandle process) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return "." + process.pid() + "-" + started + "-";
  }

  private static void fill(Path fresh, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
