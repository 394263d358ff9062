package banyan.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresBinariesTest {
  private static final int AT_ONCE = 8;

  @TempDir Path home;

  @Test
  void severalAtOnceLeaveOneWholeFolder() throws Exception {
    var barrier = new CyclicBarrier(AT_ONCE);
    Callable<Void> unpacking =
        () -> {
          PostgresBinaries binaries = PostgresBinaries.of("1.2.3", home, this::small);
          barrier.await();
          binaries.unpack();
          assertThat(binaries.program("postgres")).hasContent("the program");
          return null;
        };

    try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Void>> all =
          Stream.generate(() -> executor.submit(unpacking)).limit(AT_ONCE).toList();
      for (Future<Void> one : all) {
        one.get();
      }
    }

    try (Stream<Path> inside = Files.list(home)) {
      assertThat(inside).containsExactly(home.resolve("postgres-1.2.3"));
    }
  }

  @Test
  void removesWhatAKilledProcessLeft() throws Exception {
    Path left = Files.createDirectory(home.resolve(".unpacking-4194305-half"));
    Files.writeString(left.resolve("half"), "done");

    PostgresBinaries.of("1.2.3", home, this::small).unpack();

    assertThat(left).doesNotExist();
  }

  @Test
  void leavesNothingOfAnArchiveThatIsDamaged() {
    PostgresBinaries binaries =
        PostgresBinaries.of("1.2.3", home, () -> new java.io.ByteArrayInputStream(new byte[99]));

    assertThatExceptionOfType(IOException.class).isThrownBy(binaries::unpack);
    assertThat(home).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X,aarch64", "Windows 11,amd64", "Linux,riscv64"})
  void namesTheWayOutOnASystemWithoutPrograms(String system, String processor) {
    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> PostgresBinaries.openBundled(system, processor))
        .withMessageContaining(system)
        .withMessageContaining("BANYAN_DATABASE_URL");
  }

  @ParameterizedTest
  @CsvSource({"Linux,amd64", "Linux,aarch64"})
  void bringsTheProgramsOfTheSystemsThatArePromised(String system, String processor)
      throws IOException {
    try (var stream = PostgresBinaries.openBundled(system, processor)) {
      assertThat(stream.readNBytes(6)).containsExactly(0xFD, '7', 'z', 'X', 'Z', 0);
    }
  }

  private java.io.InputStream small() throws IOException {
    return new Archives().file("bin/postgres", "the program", 0755).open();
  }
}
