package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.wire.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {
  private static final int STARTS = 16;
  private static final Settings NONE = new Settings(Map.of());

  @TempDir private Path data;

  @Test
  void makesTheSecretOnceForItsOwnerAlone() throws IOException {
    String first = SecretFile.read(NONE, data).password("test");
    String second = SecretFile.read(NONE, data).password("test");

    assertThat(second).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secret"))))
        .isEqualTo("rw-------");
  }

  @Test
  void makesOneSecretWhenSeveralStartAtOnce() throws Exception {
    Set<String> passwords = new HashSet<>();
    try (ExecutorService starts = Executors.newFixedThreadPool(STARTS)) {
      Callable<String> start = () -> SecretFile.read(NONE, data).password("test");
      for (Future<String> done :
          starts.invokeAll(Stream.generate(() -> start).limit(STARTS).toList())) {
        passwords.add(done.get());
      }
    }

    assertThat(passwords).hasSize(1);
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).containsExactly(data.resolve("secret"));
    }
  }

  @Test
  void takesTheRightsOfOthersAway() throws IOException {
    Files.writeString(data.resolve("secret"), "0123456789abcdef0123456789abcdef\n");

    SecretFile.read(NONE, data);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secret"))))
        .isEqualTo("rw-------");
  }

  @Test
  void namesTheFileThatHoldsTooLittle() throws IOException {
    Files.writeString(data.resolve("secret"), "short");

    assertThatThrownBy(() -> SecretFile.read(NONE, data))
        .hasMessageContaining(data.resolve("secret").toString())
        .hasMessageNotContaining("short ");
  }

  @Test
  void prefersTheSetting() {
    Settings settings =
        FreshDatabase.settings(Map.of(DatabaseSettings.SECRET, "0123456789abcdef0123456789abcdef"));

    assertThat(SecretFile.read(settings, data).password("test")).hasSize(64);
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void wantsTheSettingWithAnExistingDatabase() {
    Settings settings = FreshDatabase.settings(Map.of(DatabaseSettings.URL, "postgres://u:p@h/d"));

    assertThatThrownBy(() -> SecretFile.read(settings, data)).hasMessageContaining("BANYAN_SECRET");
  }
}
