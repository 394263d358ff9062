package banyan.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run takes place.
 *
 * @param root of the checkout
 * @param javaFlags of the product's own JVM; peers on the JVM get the same
 * @param proxyFlags what the launcher adds for {@code banyan proxy}
 * @param work a folder of this run alone, gone after it
 */
record Workplace(Path root, List<String> javaFlags, List<String> proxyFlags, Path work, Cores cores)
    implements AutoCloseable {
  /** Where peers are built and kept between runs. */
  Path built(String peer) {
    return root.resolve("bench").resolve("target").resolve("peers").resolve(peer);
  }

  /** Where the program of a peer is written. */
  Path source(String peer) {
    return root.resolve("bench").resolve("peers").resolve(peer);
  }

  /** The command of a JVM with the product's flags. */
  List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaFlags);
    command.addAll(List.of(arguments));
    return command;
  }

  /** The command of the product, as its users start it. */
  List<String> banyan(String... arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("banyan").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public void close() {
    try {
      Files.walkFileTree(work, new Removal());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + work, e);
    }
  }

  /** Removes what it visits; a file that a stopping process removed first is no fault. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
