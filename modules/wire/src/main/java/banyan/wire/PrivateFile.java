package banyan.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

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

  /** Makes a folder for such files, with those above it, unless it is there. */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_FOLDER);
    }
  }

  private static Path fresh(Path path) throws IOException {
    return Files.createTempFile(
        path.resolveSibling(""), "." + path.getFileName(), ".new", OWNER_ONLY);
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
