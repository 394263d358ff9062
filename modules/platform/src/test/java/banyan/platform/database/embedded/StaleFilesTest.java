package banyan.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.RunningProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a crash leaves behind, the next start works and the data is there. */
final class StaleFilesTest {
  private static final String DEAD_PID = "4194305";

  @TempDir static Path data;

  private static List<String> postmasterFile = List.of();

  @BeforeAll
  static void makeData() throws Exception {
    try (EmbeddedServer server = Machine.start(data)) {
      Machine.run(server.address(), "CREATE TABLE kept AS SELECT 42 AS answer");
      postmasterFile = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense\n", "0\n"})
  void damagedPostmasterFile(String text) throws Exception {
    Files.writeString(data.resolve("postgres/postmaster.pid"), text);

    startsWithItsData();
  }

  @Test
  void postmasterFileOfADeadServer() throws Exception {
    writePostmasterFile(DEAD_PID);

    startsWithItsData();
  }

  @Test
  void postmasterFileWhosePidIsAnotherProgramsByNow() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      writePostmasterFile(String.valueOf(stranger.pid()));

      startsWithItsData();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "{\"pid\": 4194305, \"startedMillis\": 1}",
        "{\"pid\": 1, \"startedMillis\": 1, \"version\": \"18\", \"host\": \"127.0.0.1\","
            + " \"port\": 1, \"database\": \"d\", \"user\": \"u\", \"password\": \"p\"}"
      })
  void runFilesOfADeadOwner(String text) throws Exception {
    Files.writeString(data.resolve("run/database.json"), text);
    Files.writeString(data.resolve("run/database.owner"), text);

    assertThat(EmbeddedServer.attach(data)).isInstanceOf(Attachment.NotRunning.class);
    startsWithItsData();
  }

  /** In a container our pid is that of the process before us. */
  @Test
  void ownerFileOfAnEarlierProcessWithOurPid() throws Exception {
    var earlier =
        new RunningProcess(
            ProcessHandle.current().pid(), RunningProcess.current().startedMillis() - 10);
    Files.writeString(data.resolve("run/database.owner"), Json.text(earlier));

    startsWithItsData();
  }

  @Test
  void initialisationThatWasCutOff(@TempDir Path fresh) throws Exception {
    Files.writeString(
        Files.createDirectories(fresh.resolve("postgres.new")).resolve("half"), "done");

    try (EmbeddedServer server = Machine.start(fresh)) {
      assertThat(Machine.query(server.address(), "SELECT 1")).isEqualTo("1");
    }
    assertThat(fresh.resolve("postgres.new")).doesNotExist();
  }

  private void writePostmasterFile(String pid) throws Exception {
    List<String> lines = new ArrayList<>(postmasterFile);
    lines.set(0, pid);
    Files.write(data.resolve("postgres/postmaster.pid"), lines);
  }

  private void startsWithItsData() throws Exception {
    try (EmbeddedServer server = Machine.start(data)) {
      assertThat(Machine.query(server.address(), "SELECT answer FROM kept")).isEqualTo("42");
    }
  }
}
