package banyan.app;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.acceptance.Deployable;
import banyan.app.CommandLineUser.Ending;
import banyan.platform.database.DatabaseSettings;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.testing.FromSize;
import banyan.testing.ReadyCluster;
import banyan.wire.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database and its schemas, by commands, with real processes. */
class DatabaseCommandsTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  @TempDir Path folder;
  private CommandLineUser user;
  private @Nullable Process started;

  @BeforeEach
  void enterTheFolder() {
    user = new CommandLineUser(folder);
  }

  @AfterEach
  void endTheProcess() throws InterruptedException {
    if (started != null) {
      started.destroy();
      assertThat(started.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void tellsThatNothingRuns() {
    Ending ending = user.types("database", "status");

    assertThat(ending.code()).isZero();
    assertThat(ending.out()).startsWith("stopped: ");
    assertThat(user.types("database", "stop").code()).isZero();
  }

  @Test
  void saysThatAFileIsInThePlaceOfTheDataFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("var"), "not a folder");

    Ending ending = user.types("database", "start");

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err()).contains(file + " is no folder").contains("--data");
  }

  @Test
  @FromSize(DEFAULT)
  void startsRefusesASecondOwnerMigratesAndStops() throws Exception {
    started = start();
    await().atMost(START_MAX).until(() -> status().startsWith("running: PostgreSQL 18"));

    Ending second = user.types("database", "start");
    assertThat(second.code()).isEqualTo(4);
    assertThat(second.err()).contains("process " + started.pid() + " owns the data folder");
    assertThat(upOnATakenPort().code()).isEqualTo(4);

    assertThat(user.types("schema", "status").out()).containsPattern("catalog +- +V001__");
    assertThat(user.types("schema", "apply").out()).containsPattern("catalog +\\d+ +-");
    assertThat(user.types("schema", "status", "--json").out()).contains("\"pending\" : [ ]");

    Ending stopped = user.types("database", "stop");
    assertThat(stopped.out()).isEqualTo("stopped\n");
    assertThat(started.exitValue()).isZero();
    assertThat(status()).startsWith("stopped: ");
  }

  @Test
  void doesNotStopTheDatabaseOfAnotherCommand() {
    Settings settings = new Settings(Map.of(DatabaseSettings.PROGRAMS.key(), Deployable.PROGRAMS));
    try (EmbeddedServer server =
        EmbeddedDatabase.start(ReadyCluster.in(folder.resolve("var")), settings)) {
      Ending ending = user.types("database", "stop");

      assertThat(ending.code()).isEqualTo(4);
      assertThat(ending.err()).contains("belongs to process " + ProcessHandle.current().pid());
      assertThat(server.address().port()).isPositive();
    }
  }

  @Test
  void startsNoDatabaseBesideOneOfTheUsersOwn() {
    user.with("BANYAN_SECRET", "0123456789abcdef0123456789abcdef")
        .with("BANYAN_DATABASE_URL", "postgres://ada:swordfish@db/shop");

    assertThat(user.types("database", "start").err())
        .contains("BANYAN_DATABASE_URL names a database of your own");
  }

  /** The owner mostly has the ports as well; who owns the folder is the better hint. */
  private Ending upOnATakenPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      return user.types("up", "--data", folder.resolve("var").toString(), "--port", port);
    }
  }

  private String status() {
    return user.types("database", "status").out();
  }

  private Process start() throws IOException {
    Path log = Files.createFile(folder.resolve("start.log"));
    return Deployable.process(List.of("database", "start"))
        .directory(folder.toFile())
        .redirectOutput(log.toFile())
        .start();
  }
}
