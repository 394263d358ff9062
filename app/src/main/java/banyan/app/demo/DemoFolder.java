package banyan.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The data folder of a show: one that the user names and keeps, or a temporary one that goes with
 * the show. Its name tells whose it is, so that a later show removes what a killed one has left.
 */
public record DemoFolder(Path path, boolean isTemporary) implements AutoCloseable {
  private static final String NAME = "banyan-demo-";

  /** One that stays. */
  public static DemoFolder of(Path path) {
    return new DemoFolder(path.toAbsolutePath().normalize(), false);
  }

  /** One that goes. Run by root, the database is another user's process and must reach it. */
  public static DemoFolder temporary() {
    try {
      Path parent = Path.of(System.getProperty("java.io.tmpdir"));
      removeAbandoned(parent);
      return new DemoFolder(
          Files.createTempDirectory(
              parent,
              NAME + ProcessHandle.current().pid() + "-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))),
          true);
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary folder for the demo", e);
    }
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, NAME + "*-*")) {
      for (Path folder : folders) {
        String pid = folder.getFileName().toString().substring(NAME.length()).split("-", 2)[0];
        boolean isOurs = Files.isWritable(folder) && Files.isDirectory(folder);
        if (isOurs && pid.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          removeIfPossible(folder);
        }
      }
    }
  }

  private static void removeIfPossible(Path folder) {
    try {
      remove(folder);
    } catch (IOException e) {
      // Another show is at it, or something in it is not ours: it harms nobody.
    }
  }

  @Override
  public void close() {
    if (!isTemporary) {
      return;
    }
    try {
      remove(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary folder of the demo " + path, e);
    }
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
