package banyan.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import banyan.platform.database.DatabaseAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Making a folder takes longer than all else, so most tests share one or take a copy. */
  @TempDir static Path data;

  @BeforeAll
  static void makeData() {
    Machine.start(data).close();
  }

  @Test
  void startsOnAnEmptyFolderAndStopsWithoutLeavingAnything(@TempDir Path fresh) throws Exception {
    ProcessHandle process;
    try (EmbeddedServer server = Machine.start(fresh)) {
      process = Machine.serverOf(fresh);
      assertThat(
              Machine.query(
                  server.address(),
                  "SELECT current_database() || ' ' || pg_encoding_to_char(encoding) || ' ' "
                      + "|| datlocale || ' ' || current_setting('fsync') || ' ' "
                      + "|| current_setting('wal_level') || ' ' || current_setting('listen_addresses')"
                      + " FROM pg_database WHERE datname = current_database()"))
          .isEqualTo("banyan UTF8 C.UTF-8 on logical 127.0.0.1");
      assertThat(Machine.query(server.address(), "SHOW unix_socket_directories")).isEmpty();
      assertThat(
              Machine.query(
                  server.address(), "SELECT rolpassword FROM pg_authid WHERE rolname = 'banyan'"))
          .startsWith("SCRAM-SHA-256$1:");
    }

    assertThat(process.isAlive()).isFalse();
    assertThat(fresh.resolve("run/database.json")).doesNotExist();
    assertThat(fresh.resolve("run/database.owner")).doesNotExist();
    assertThat(fresh.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void keepsDataPortAndPasswordBetweenRuns() throws Exception {
    DatabaseAddress before;
    try (EmbeddedServer server = Machine.start(data)) {
      before = server.address();
      Machine.run(before, "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
    }

    try (EmbeddedServer server = Machine.start(data)) {
      assertThat(server.address()).isEqualTo(before);
      assertThat(Machine.query(server.address(), "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void wantsThePassword() throws Exception {
    try (EmbeddedServer server = Machine.start(data)) {
      DatabaseAddress right = server.address();
      var wrong =
          new DatabaseAddress(right.host(), right.port(), right.database(), right.user(), "guess");

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> Machine.query(wrong, "SELECT 1"))
          .withMessageContaining("password");
    }
  }

  @Test
  void refusesASecondStartInTheSameProcess() {
    try (EmbeddedServer server = Machine.start(data)) {
      assertThat(EmbeddedServer.start(data, Machine.BINARIES))
          .isEqualTo(new ServerStart.DataFolderOwned(ProcessHandle.current().pid()));
      assertThat(EmbeddedServer.attach(data))
          .isEqualTo(new Attachment.Attached(server.address(), ProcessHandle.current().pid()));
    }
  }

  @Test
  void keepsSecretsToTheOwner() throws Exception {
    try (EmbeddedServer server = Machine.start(data)) {
      assertThat(Machine.mode(data.resolve("run"))).isEqualTo("rwx------");
      assertThat(Machine.mode(data.resolve("run/database.json"))).isEqualTo("rw-------");
      assertThat(Machine.mode(data.resolve("postgres"))).isEqualTo("rwx------");
      assertThat(Machine.mode(data.resolve("postgres/banyan.password"))).isEqualTo("rw-------");
      assertThat(Machine.mode(data.resolve("log/postgres.log"))).isEqualTo("rw-------");
      assertThat(server.toString()).doesNotContain(server.address().password());
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> Machine.run(server.address(), "ALTER ROLE nobody PASSWORD 'hunter2'"));
    }
    assertThat(data.resolve("log/postgres.log")).content().doesNotContain("hunter2");
  }

  @Test
  void tellsWhetherItRuns() {
    assertThat(EmbeddedServer.status(data)).isInstanceOf(ServerStatus.Stopped.class);
    try (EmbeddedServer server = Machine.start(data)) {
      assertThat(EmbeddedServer.status(data))
          .isEqualTo(
              new ServerStatus.Running(
                  ProcessHandle.current().pid(),
                  "127.0.0.1",
                  server.address().port(),
                  Machine.BINARIES.version()));
    }
    assertThat(EmbeddedServer.status(data)).isInstanceOf(ServerStatus.Stopped.class);
  }

  @Test
  void runsAgainByItselfWithAllThatWasCommittedAfterItsServerWasKilled() throws Exception {
    try (EmbeddedServer server = Machine.start(data)) {
      Machine.run(server.address(), "CREATE TABLE IF NOT EXISTS survived AS SELECT 42 AS answer");
      ProcessHandle killed = Machine.serverOf(data);

      killed.destroyForcibly();

      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> Machine.query(server.address(), "SELECT answer FROM survived").equals("42"));
      assertThat(Machine.serverOf(data)).isNotEqualTo(killed);
    }
  }

  @Test
  void stopsWhileItsServerIsDown() throws Exception {
    EmbeddedServer server = Machine.start(data);
    Machine.serverOf(data).destroyForcibly();

    server.close();
    server.close();

    assertThat(Machine.start(data)).satisfies(EmbeddedServer::close);
  }

  @Test
  void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
    int port;
    try (EmbeddedServer server = Machine.start(data)) {
      port = server.address().port();
    }
    try (var taken =
            new java.net.ServerSocket(port, 1, java.net.InetAddress.ofLiteral("127.0.0.1"));
        EmbeddedServer server = Machine.start(data)) {
      assertThat(server.address().port()).isNotEqualTo(taken.getLocalPort());
      assertThat(Machine.query(server.address(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void namesTheEndOfTheLogWhenTheServerCannotRun(@TempDir Path fresh) throws Exception {
    Machine.copy(data, fresh);
    Files.writeString(fresh.resolve("postgres/postgresql.conf"), "work_mem = 'a lot'\n");

    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> EmbeddedServer.start(fresh, Machine.BINARIES))
        .withMessageContaining("postgres.log")
        .withMessageContaining("invalid value for parameter \"work_mem\"");
    assertThat(fresh.resolve("run/database.owner")).doesNotExist();
  }

  @Test
  void refusesDataOfAnotherVersion(@TempDir Path fresh) throws Exception {
    Machine.copy(data, fresh);
    Files.writeString(fresh.resolve("postgres/PG_VERSION"), "14\n");

    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> EmbeddedServer.start(fresh, Machine.BINARIES))
        .withMessageContaining("is of PostgreSQL 14");
  }

  @Test
  void leavesFilesAloneThatAreNotItsOwn(@TempDir Path fresh) throws Exception {
    Path precious = Files.createDirectories(fresh.resolve("postgres")).resolve("notes.txt");
    Files.writeString(precious, "mine");

    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> EmbeddedServer.start(fresh, Machine.BINARIES))
        .withMessageContaining("PG_VERSION is missing");
    assertThat(precious).hasContent("mine");
  }
}
