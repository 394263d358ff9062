package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFileTest {
  private static final int WRITERS = 8;

  @TempDir private Path folder;

  @Test
  void isReadableByItsOwnerAloneAndLeavesNothingBesideIt() throws IOException {
    Path file = folder.resolve("word");

    PrivateFile.write(file, "old");
    PrivateFile.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names()).containsExactly("word");
  }

  @Test
  void isCreatedByOneOfSeveralAtOnce() throws IOException {
    Path file = folder.resolve("word");

    long winners =
        IntStream.range(0, WRITERS).parallel().filter(i -> create(file, "from " + i)).count();
    String first = Files.readString(file);

    assertThat(winners).isEqualTo(1);
    assertThat(PrivateFile.create(file, "from the last")).isFalse();

    assertThat(file).hasContent(first);
    assertThat(first).startsWith("from ");
    assertThat(names()).containsExactly("word");
  }

  @Test
  void getsAFolderThatOnlyItsOwnerEnters() throws IOException {
    Path inner = folder.resolve("a/b");

    PrivateFile.makeFolder(inner);
    PrivateFile.makeFolder(inner);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
        .isEqualTo("rwx------");
  }

  private static boolean create(Path file, String text) {
    try {
      return PrivateFile.create(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
