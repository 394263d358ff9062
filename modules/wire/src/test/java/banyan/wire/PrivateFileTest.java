package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
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

  /** As kill -9 leaves it: the writer was between the first byte and the name. */
  @Test
  void sweepsWhatDeadWritersLeftAndNothingElse() throws IOException {
    String dead = ".word.4194305-1700000000000-77.new";
    String living = ".7.json.12-1700000000000-77.new";
    List<String> others = List.of("word", ".word.new", "word.4194305-1-7.new", ".word.12-1.new");
    for (String name : others) {
      Files.writeString(folder.resolve(name), "kept");
    }
    Files.writeString(folder.resolve(dead), "ha");
    Files.writeString(folder.resolve(living), "ha");

    assertThat(PrivateFile.sweep(folder, (pid, _) -> pid == 12)).isEqualTo(1);

    assertThat(names()).containsExactlyInAnyOrderElementsOf(plus(others, living));
    assertThat(PrivateFile.sweep(folder.resolve("none"), (_, _) -> false)).isZero();
  }

  /** The writer is alive as long as its file is unfinished: here it is seen in the middle. */
  @Test
  void aWriterIsNamedByItsPidAndStart() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(taken.resolve("inside"));
    List<Long> seen = new ArrayList<>();

    assertThatThrownBy(() -> PrivateFile.write(taken, "text")).isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("taken");

    PrivateFile.fresh(folder.resolve("taken"));
    PrivateFile.sweep(folder, (pid, started) -> seen.addAll(List.of(pid, started)));
    ProcessHandle own = ProcessHandle.current();
    long started = own.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    assertThat(seen).containsExactly(own.pid(), started);
  }

  private static List<String> plus(List<String> names, String more) {
    return Stream.concat(names.stream(), Stream.of(more)).toList();
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
