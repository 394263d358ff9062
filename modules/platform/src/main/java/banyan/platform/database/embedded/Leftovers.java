package banyan.platform.database.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folders that a killed process left half made. */
final class Leftovers {
  private static final String UNPACKING = ".unpacking-";

  private Leftovers() {}

  /** A name that no other unpacking has, and that tells whose it is. */
  static String unpackingName() {
    return UNPACKING + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }

  /** Removes the unpackings whose process is gone. */
  static void removeUnpackings(Path home) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(home, UNPACKING + "*")) {
      for (Path folder : found) {
        String rest = folder.getFileName().toString().substring(UNPACKING.length());
        long pid = Long.parseLong(rest.substring(0, rest.indexOf('-')));
        if (ProcessHandle.of(pid).isEmpty()) {
          remove(folder);
        }
      }
    }
  }

  /** Removes a folder with all in it; nothing happens when it is not there. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(folder, new Removal());
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
