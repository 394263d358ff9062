package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import banyan.platform.database.Database;
import banyan.proxy.migration.AuditEntry;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.LoggedFault;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Migrations.Outcome;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.proxy.retirement.Hits;
import banyan.proxy.retirement.Period;
import banyan.testing.AtOnce;
import banyan.testing.TestSize;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The migrations of several instances on one PostgreSQL. */
final class SharedMigrationsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Reason ADA = new Reason("ada", "it moves");

  @AutoClose
  private static final ThrowawayDatabase DATABASE = ThrowawayDatabase.of(DatabaseTableStore.OWNER);

  @Test
  void everyInstanceHasAMoveSoonAfterItIsMadeInOne() {
    try (Database second = secondDatabase();
        Migrations here = instance(DATABASE.database());
        Migrations there = instance(second)) {
      await().atMost(LIMIT).until(() -> second.state(DatabaseTableStore.OWNER).isReady());
      create(here, "soon");

      await().atMost(LIMIT).until(() -> there.find("soon").isPresent());
      move(there, "soon", new Move.Shadow());
      move(there, "soon", new Move.Canary(Weight.parse("10")));

      await().atMost(LIMIT).until(() -> here.find("soon").orElseThrow().stage() == Stage.CANARY);
      assertThat(here.find("soon")).isEqualTo(there.find("soon"));
      assertThat(here.live().current()).isNotNull();
      assertThat(here.log().verify().broken()).isNull();
    }
  }

  @Test
  void ofOperatorsWhoExpectTheSameRevisionOneMoves() throws Exception {
    int operators = TestSize.pick("operators at once on PostgreSQL", 2, 4, 16);
    try (Migrations migrations = instance(DATABASE.database())) {
      create(migrations, "race");

      List<Outcome> outcomes =
          AtOnce.run(
              operators,
              () -> {
                try (Migrations own = instance(DATABASE.database())) {
                  return own.move("race", new Move.Shadow(), ADA, "operator", null, 1L);
                }
              });

      assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Outcome.Overtaken.class::isInstance).hasSize(operators - 1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE audit SET text = 'another' | permission denied",
        "DELETE FROM audit | permission denied",
        "TRUNCATE audit | permission denied",
        "ALTER TABLE audit DISABLE TRIGGER append_only | must be owner",
        "DROP TABLE audit | must be owner",
        "INSERT INTO audit VALUES (99, repeat('1', 64), 'x', repeat('2', 64)) | audit_check"
      })
  void theLoginOfTheApplicationCannotChangeTheLog(String statement, String refusal) {
    try (Migrations migrations = instance(DATABASE.database())) {
      if (migrations.find("kept").isEmpty()) {
        create(migrations, "kept");
      }
      assertThatThrownBy(
              () ->
                  DATABASE
                      .context(DatabaseTableStore.OWNER)
                      .write("main", handle -> handle.execute(statement)))
          .hasMessageContaining(refusal);
    }
  }

  /** The transaction ends with the process: the entry is there whole, or it is not there. */
  @Test
  void aMoveThatIsCutOffBeforeItsCommitWasNotMade() {
    try (Migrations migrations = instance(DATABASE.database())) {
      create(migrations, "cut");
      long entries = migrations.log().entries(0).size();

      assertThatThrownBy(
              () ->
                  DATABASE
                      .context(DatabaseTableStore.OWNER)
                      .write(
                          "main",
                          handle -> {
                            AuditEntry last = migrations.log().entries(entries - 1).getFirst();
                            AuditEntry next = AuditEntry.after(last, "{}");
                            handle.execute(
                                "INSERT INTO audit VALUES (?, ?, ?, ?)",
                                next.number(),
                                next.previous(),
                                next.text(),
                                next.hash());
                            return handle.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                          }))
          .isInstanceOf(RuntimeException.class);

      await()
          .atMost(LIMIT)
          .until(() -> DATABASE.database().state(DatabaseTableStore.OWNER).isReady());
      await().atMost(LIMIT).ignoreExceptions().until(() -> entries(migrations) == entries);
      move(migrations, "cut", new Move.Shadow());
      assertThat(migrations.log().verify().broken()).isNull();
    }
  }

  @Test
  void faultsOfAllInstancesAreInOneLogAndMoveNothing() {
    try (Database second = secondDatabase();
        Migrations here = instance(DATABASE.database());
        Migrations there = instance(second)) {
      await().atMost(LIMIT).until(() -> second.state(DatabaseTableStore.OWNER).isReady());
      create(here, "faulty");
      here.log().add(fault("up-1"));
      there.log().add(fault("up-2"));
      move(there, "faulty", new Move.Shadow());

      await().atMost(LIMIT).until(() -> here.find("faulty").orElseThrow().stage() == Stage.SHADOW);
      assertThat(here.find("faulty")).isEqualTo(there.find("faulty"));
      assertThat(here.log().last(3))
          .extracting(AuditEntry::told)
          .startsWith(
              new AuditEntry.Told.Known(fault("up-1")), new AuditEntry.Told.Known(fault("up-2")));
      assertThat(here.log().verify().broken()).isNull();
    }
  }

  private static LoggedFault fault(String instance) {
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    return new LoggedFault(
        LoggedFault.Change.PLANTED,
        "operator",
        instance,
        new LoggedFault.Planted("slow", "reset", "/api/**", 10, now.plusSeconds(300)),
        0,
        now,
        ADA);
  }

  @Test
  void hitsOnAnOldSideAreThoseOfAllInstances() {
    var store = new DatabaseHitStore(DATABASE.database());
    var live = new Period("hits", 7);
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    store.add(Map.of(live, new Hits(2, now, "forced", "GET /x", "ada")));
    store.add(Map.of(live, new Hits(1, now.minusSeconds(9), "artefact", "GET /y", "")));
    store.add(
        Map.of(
            live,
            new Hits(1, now.plusMillis(1), "fallback", "GET /z", "192.0.2.0/24"),
            new Period("hits", 8),
            new Hits(1, now, "forced", "GET /x", "ada")));

    assertThat(store.read())
        .containsEntry(live, new Hits(4, now.plusMillis(1), "fallback", "GET /z", "192.0.2.0/24"))
        .containsEntry(new Period("hits", 8), new Hits(1, now, "forced", "GET /x", "ada"));
  }

  private static long entries(Migrations migrations) {
    return migrations.log().entries(0).size();
  }

  private static Migrations instance(Database database) {
    Migrations migrations =
        new Migrations(
            new DatabaseMigrationStore(database),
            null,
            EvidenceSource.none(),
            (_, _) -> Optional.empty(),
            InstantSource.system());
    migrations.catchUp();
    migrations.start();
    return migrations;
  }

  private static void create(Migrations migrations, String name) {
    Migration.Draft draft =
        new Migration.Draft(
            name,
            List.of(RoutePattern.parse("/" + name + "/**")),
            "local",
            "catalog",
            IdentityChain.DEFAULT);
    assertThat(migrations.create(draft, ADA, "operator")).isInstanceOf(Outcome.Done.class);
  }

  private static void move(Migrations migrations, String name, Move move) {
    assertThat(migrations.move(name, move, ADA, "admin", "a test", null))
        .isInstanceOf(Outcome.Done.class);
  }

  private static Database secondDatabase() {
    return Database.start(
        DATABASE::address,
        DATABASE.secret(),
        List.of(),
        List.of(DatabaseTableStore.OWNER),
        new Settings(Map.of()));
  }
}
