package banyan.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerLogTest {
  @TempDir Path folder;

  @Test
  void neverGrowsBeyondTwoFilesOfTheLimit() throws Exception {
    ServerLog log = new ServerLog(folder.resolve("postgres.log"));
    byte[] much = "a line of the server\n".repeat(1_200_000).getBytes(StandardCharsets.UTF_8);

    log.follow(new ByteArrayInputStream(much)).join();

    assertThat(Files.size(folder.resolve("postgres.log"))).isBetween(1L, ServerLog.FILE_BYTES_MAX);
    assertThat(Files.size(folder.resolve("postgres.log.1")))
        .isBetween(1L, ServerLog.FILE_BYTES_MAX);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
    assertThat(log.tail()).endsWith("a line of the server").hasSizeLessThan(4_096);
  }

  @Test
  void keepsReadingWhenTheFileCannotBeWritten() throws Exception {
    ServerLog log = new ServerLog(folder.resolve("missing/postgres.log"));

    log.follow(new ByteArrayInputStream("the end".getBytes(StandardCharsets.UTF_8))).join();

    assertThat(log.tail()).isEqualTo("the end");
  }
}
