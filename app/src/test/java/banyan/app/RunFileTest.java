package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
  private static final int CLAIMS = 16;

  @TempDir Path data;

  @Test
  void isReadAsItWasWritten() {
    RunFile file = running("up");
    file.write(data);

    assertThat(RunFile.read(data, "up")).contains(file);
    assertThat(RunFile.living(data)).containsExactly(file);
  }

  @Test
  void isForItsOwnersEyesOnly() throws IOException {
    running("up").write(data);

    assertThat(mode(data.resolve("run/up.json"))).isEqualTo("rw-------");
    assertThat(mode(data.resolve("run"))).isEqualTo("rwx------");
  }

  @Test
  void leavesNoOtherFileBehind() throws IOException {
    running("up").write(data);
    running("up").write(data);

    try (var files = Files.list(data.resolve("run"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("up.json");
    }
  }

  @Test
  void countsForNothingWhenItsProcessHasEnded() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    RunningProcess process = process(ended.toHandle());
    assertThat(ended.waitFor(10, TimeUnit.SECONDS)).isTrue();
    new RunFile("up", process, "http://x", "http://y", "t").write(data);

    assertThat(RunFile.living(data)).isEmpty();
  }

  @Test
  void countsForNothingWhenAnotherProcessHasThePid() {
    long pid = ProcessHandle.current().pid();
    RunningProcess before =
        new RunningProcess(pid, RunningProcess.current().startedMillis() - 60_000);
    new RunFile("up", before, null, null, null).write(data);

    assertThat(RunFile.living(data)).isEmpty();
  }

  @Test
  void countsForNothingWhenItIsDamaged() throws IOException {
    Files.createDirectories(data.resolve("run"));
    Files.writeString(data.resolve("run/up.json"), "{\"role\": \"up\"");
    Files.writeString(data.resolve("run/database.json"), "{\"host\": \"127.0.0.1\", \"pid\": 1}");

    assertThat(RunFile.living(data)).isEmpty();
    assertThat(RunFile.read(data, "up")).isEmpty();
  }

  @Test
  void listsTheProcessThatServesEverythingFirst() {
    running("only-catalog").write(data);
    running("up").write(data);
    running("proxy").write(data);

    assertThat(RunFile.living(data).stream().map(RunFile::role))
        .containsExactly("up", "only-catalog", "proxy");
  }

  @Test
  void takesARoleThatNobodyHas() {
    running("proxy").write(data);
    running("proxy-2").write(data);

    assertThat(RunFile.claim(data, "proxy").role()).isEqualTo("proxy-3");
    assertThat(RunFile.claim(data, "proxy").role()).isEqualTo("proxy-4");
    assertThat(RunFile.claim(data, "up").role()).isEqualTo("up");
  }

  @Test
  void takesTheRoleOfAProcessThatHasEnded() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    RunningProcess process = process(ended.toHandle());
    assertThat(ended.waitFor(10, TimeUnit.SECONDS)).isTrue();
    new RunFile("up", process, "http://x", "http://y", "t").write(data);

    assertThat(RunFile.claim(data, "up").role()).isEqualTo("up");
  }

  @Test
  void givesEachOfSeveralAtOnceARoleOfItsOwn() {
    List<String> roles =
        IntStream.range(0, CLAIMS)
            .parallel()
            .mapToObj(i -> RunFile.claim(data, "up").role())
            .toList();

    assertThat(roles).hasSize(CLAIMS).doesNotHaveDuplicates();
  }

  @Test
  void isRemovedByItsOwnProcessAlone() {
    RunFile ours = running("up");
    RunningProcess other = new RunningProcess(1, RunningProcess.current().startedMillis());
    RunFile later = new RunFile("up", other, "http://later", null, null);
    later.write(data);
    ours.delete(data);
    assertThat(RunFile.read(data, "up")).contains(later);

    RunFile claimed = RunFile.of("up");
    running("up").write(data);
    claimed.delete(data);
    assertThat(RunFile.read(data, "up")).isEmpty();
  }

  private static RunFile running(String role) {
    return new RunFile(
        role, RunningProcess.current(), "http://127.0.0.1:1", "http://127.0.0.1:2", "token");
  }

  private static RunningProcess process(ProcessHandle handle) {
    long started = handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    return new RunningProcess(handle.pid(), started);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
