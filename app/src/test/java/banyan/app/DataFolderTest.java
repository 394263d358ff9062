package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process was writing, and what the next start makes of it. */
final class DataFolderTest {
  private static final String OF_THE_DEAD = ".x.json.4194305-1700000000000-77.new";

  @TempDir private Path data;

  @Test
  void aStartRemovesWhatKilledProcessesWereWriting() throws IOException {
    RunningProcess own = RunningProcess.current();
    String ours = ".x.json.%s-%s-77.new".formatted(own.pid(), own.startedMillis());
    String earlier = ".x.json.%s-%s-77.new".formatted(own.pid(), own.startedMillis() - 10_000);
    List<Path> folders =
        List.of(
            data,
            data.resolve("run"),
            data.resolve("routes"),
            data.resolve("migrations/routes.yaml.0123abcd"),
            data.resolve("certificates/routes.yaml.0123abcd"),
            data.resolve("audit"));
    for (Path folder : folders) {
      Files.createDirectories(folder);
      for (String name : List.of(OF_THE_DEAD, earlier, ours, "1.json")) {
        Files.writeString(folder.resolve(name), "half");
      }
    }

    DataFolder.sweep(data);

    for (Path folder : folders) {
      assertThat(folder.resolve(OF_THE_DEAD)).doesNotExist();
      assertThat(folder.resolve(earlier)).doesNotExist();
      assertThat(folder.resolve(ours)).exists();
      assertThat(folder.resolve("1.json")).exists();
    }
  }

  @Test
  void aFolderThatIsNotThereStaysSo() {
    DataFolder.sweep(data.resolve("none"));

    assertThat(data.resolve("none")).doesNotExist();
  }
}
