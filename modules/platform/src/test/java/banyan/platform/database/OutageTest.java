package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.platform.database.embedded.EmbeddedServer;
import banyan.wire.Failure;
import banyan.wire.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OutageTest {
  private final Path data = PostgresVersion.newFolder();
  private final AtomicReference<EmbeddedServer> server = new AtomicReference<>();

  @AfterEach
  void remove() {
    stopServer();
    PostgresVersion.remove(data);
  }

  @Test
  void opensByItselfWhenTheServerComesUpAfterUsAndWhenItComesBack() {
    try (Database database = start()) {
      assertUnavailable(database);

      startServer();
      awaitReady(database);
      database
          .of("alpha")
          .write("main", handle -> handle.execute("INSERT INTO notes (text) VALUES ('kept')"));

      stopServer();
      FreshDatabase.await()
          .untilAsserted(
              () -> {
                assertUnavailable(database);
                assertThat(database.state("alpha").isReady()).isFalse();
              });
      assertThat(database.state("alpha")).isInstanceOf(ContextState.Waiting.class);

      startServer();
      awaitReady(database);
      assertThat(database.of("alpha").<List<String>>read("main", DatabaseTest::texts))
          .containsExactly("kept");
    }
  }

  @Test
  void answersUnavailableForTheOneConnectionThatWasCutAndGoesOn() {
    try (FreshDatabase fresh = FreshDatabase.on(PostgresVersion.NEWEST);
        Database database = fresh.open("alpha")) {
      ContextDatabase alpha = database.of("alpha");

      assertThatThrownBy(
              () ->
                  alpha.read(
                      "main",
                      handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())")))
          .isInstanceOfSatisfying(Failure.class, OutageTest::assertUnavailable);

      assertThat(alpha.<Integer>read("main", handle -> 1)).isEqualTo(1);
    }
  }

  @Test
  void answersUnavailableWhenAStatementTakesTooLong() {
    try (FreshDatabase fresh = FreshDatabase.on(PostgresVersion.NEWEST);
        Database database =
            fresh.open(
                fresh.address(),
                FreshDatabase.settings(Map.of(DatabaseSettings.STATEMENT_TIMEOUT, "100ms")),
                "alpha")) {
      assertThatThrownBy(
              () ->
                  database
                      .of("alpha")
                      .read("main", handle -> handle.execute("SELECT pg_sleep(60)")))
          .isInstanceOfSatisfying(Failure.class, OutageTest::assertUnavailable);
    }
  }

  private Database start() {
    return Database.start(
        this::address,
        FreshDatabase.SECRET,
        List.of("alpha"),
        FreshDatabase.settings(Map.of(DatabaseSettings.POOL_WAIT, "500ms")));
  }

  private DatabaseAddress address() {
    EmbeddedServer running = server.get();
    if (running == null) {
      throw new IllegalStateException("the server has no address yet");
    }
    return running.address();
  }

  private void startServer() {
    server.set(PostgresVersion.NEWEST.start(data));
  }

  private void stopServer() {
    EmbeddedServer running = server.getAndSet(null);
    if (running != null) {
      running.close();
    }
  }

  private static void awaitReady(Database database) {
    FreshDatabase.await().until(() -> database.state("alpha").isReady());
  }

  private static void assertUnavailable(Database database) {
    assertThatThrownBy(() -> database.of("alpha").read("main", handle -> 1))
        .isInstanceOfSatisfying(Failure.class, OutageTest::assertUnavailable);
  }

  private static void assertUnavailable(Failure failure) {
    assertThat(failure.problem().type()).isEqualTo(Problems.UNAVAILABLE);
    assertThat(failure.retryAfter()).isPositive();
    assertThat(failure.fault()).isEqualTo(Failure.Fault.US);
  }
}
