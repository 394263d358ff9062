package banyan.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.platform.FromDefaultSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one data folder. */
final class OwnerProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int ROWS_BEFORE_THE_KILL = 100;

  @TempDir static Path data;
  @TempDir Path empty;

  @Test
  void refusesAFolderOfAnotherProcessAndNamesIt() throws Exception {
    try (OwnerProcess owner = OwnerProcess.on(data)) {
      assertThat(owner.firstWord()).startsWith("ready");

      assertThat(EmbeddedServer.start(data, Machine.BINARIES))
          .isEqualTo(new ServerStart.DataFolderOwned(owner.pid()));
      assertThat(EmbeddedServer.attach(data))
          .isInstanceOfSatisfying(
              Attachment.Attached.class,
              attached -> assertThat(attached.ownerPid()).isEqualTo(owner.pid()));
      owner.finish();
    }
    assertThat(EmbeddedServer.attach(data)).isInstanceOf(Attachment.NotRunning.class);
  }

  @Test
  @FromDefaultSize
  void attachesToAServerOfAnotherProcess() throws Exception {
    try (OwnerProcess owner = OwnerProcess.on(data)) {
      assertThat(owner.firstWord()).startsWith("ready");

      assertThat(EmbeddedServer.attach(data))
          .isInstanceOfSatisfying(Attachment.Attached.class, this::holdsTheOwnersData);
      owner.finish();
    }
  }

  @Test
  @FromDefaultSize
  void losesNothingThatWasCommittedWhenTheOwnerIsKilledOverAndOver() throws Exception {
    run("CREATE TABLE IF NOT EXISTS written (row bigint)");
    int kills = kills();
    for (int kill = 0; kill < kills; kill++) {
      Set<Long> committed = writeAndKill(ROWS_BEFORE_THE_KILL);

      try (EmbeddedServer server = Machine.start(data)) {
        String found =
            Machine.query(server.address(), "SELECT string_agg(row::text, ' ') FROM written");
        assertThat(found.split(" "))
            .contains(committed.stream().map(String::valueOf).toArray(String[]::new));
      }
    }
  }

  @Test
  void aServerWhoseOwnerWasKilledStopsByItself() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "there is no setpriv here");
    ProcessHandle server;
    try (OwnerProcess owner = OwnerProcess.on(data)) {
      assertThat(owner.firstWord()).startsWith("ready");
      server = Machine.serverOf(data);
      owner.kill();
    }

    await().atMost(LIMIT).until(() -> !server.isAlive());
  }

  @Test
  void aServerStandsInASessionOfItsOwnSoThatTheTerminalsInterruptPassesIt() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/setsid")), "there is no setsid here");
    try (EmbeddedServer server = Machine.start(data)) {
      assertThat(server.address().port()).isPositive();
      assertThat(session(Machine.serverOf(data))).isEqualTo(Machine.serverOf(data).pid());
    }
  }

  @Test
  @FromDefaultSize
  void runsForAnOrdinaryUser() throws Exception {
    assumeUnshare();
    try (OwnerProcess owner = OwnerProcess.ofOrdinaryUser(data)) {
      assertThat(owner.firstWord()).startsWith("ready").doesNotEndWith(" 0");
      owner.finish();
    }

    holdsTheOwnersDataAfterAStart();
  }

  @Test
  @FromDefaultSize
  void stopsAnOrphanThatDoesNotStopByItself() throws Exception {
    assumeUnshare();
    ProcessHandle orphan;
    try (OwnerProcess owner = OwnerProcess.withoutTools(data, empty)) {
      assertThat(owner.firstWord()).startsWith("ready");
      orphan = Machine.serverOf(data);
      owner.kill();
    }
    assertThat(orphan.isAlive()).isTrue();

    holdsTheOwnersDataAfterAStart();
    assertThat(orphan.isAlive()).isFalse();
  }

  private static Set<Long> writeAndKill(int rows) throws Exception {
    Set<Long> committed = new HashSet<>();
    try (OwnerProcess owner = OwnerProcess.thatWrites(data)) {
      while (committed.size() < rows) {
        committed.add(owner.nextCommitted().orElseThrow());
      }
      owner.kill();
    }
    return committed;
  }

  private static void run(String sql) throws Exception {
    try (EmbeddedServer server = Machine.start(data)) {
      Machine.run(server.address(), sql);
    }
  }

  /** The module of the test sizes stands on this one, so the property is read here. */
  private static int kills() {
    int kills = System.getProperty("banyan.size", "default").equals("long") ? 25 : 2;
    System.out.println("size: kills of the owner " + kills);
    return kills;
  }

  private void holdsTheOwnersDataAfterAStart() throws Exception {
    try (EmbeddedServer server = Machine.start(data)) {
      assertThat(Machine.query(server.address(), "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  private void holdsTheOwnersData(Attachment.Attached attached) {
    assertThat(attached.address())
        .satisfies(
            address ->
                assertThat(Machine.query(address, "SELECT answer FROM kept")).isEqualTo("42"));
  }

  /** Root plays the ordinary user in a user namespace, which a container may forbid. */
  private static void assumeUnshare() throws Exception {
    if (Machine.isRoot()) {
      OneShot.Result result = OneShot.run(List.of("unshare", "-U", "true"), "", LIMIT);
      Assumptions.assumeTrue(result.isSuccess(), "no user namespaces here: " + result.output());
    }
  }

  /** The sixth word of /proc/pid/stat (proc(5)). */
  private static long session(ProcessHandle process) throws Exception {
    String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
  }
}
