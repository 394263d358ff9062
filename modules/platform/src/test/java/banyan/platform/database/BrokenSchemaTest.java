package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.wire.Failure;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class BrokenSchemaTest {
  @AutoClose private static final FreshDatabase FRESH = FreshDatabase.on(PostgresVersion.NEWEST);

  @AutoClose
  private static final Database DATABASE =
      Database.start(
          FRESH::address,
          FreshDatabase.SECRET,
          List.of("failing", "lax", "missing", "alpha"),
          FreshDatabase.settings(Map.of()));

  @Test
  void breaksTheContextWhoseMigrationFailsAndNoOther() {
    FreshDatabase.await().until(() -> DATABASE.state("alpha").isReady());

    assertThat(DATABASE.state("failing").description())
        .startsWith("broken: a migration failed")
        .contains("V001__fail.sql", "division by zero");
    assertThatThrownBy(() -> DATABASE.of("failing").read("main", handle -> 1))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.retryAfter()).isPositive());
  }

  @Test
  void namesEachTableThatBreaksARuleAndTheRemedy() {
    FreshDatabase.await().until(() -> DATABASE.state("lax") instanceof ContextState.Broken);

    assertThat(DATABASE.state("lax").description().split("; "))
        .containsExactlyInAnyOrder(
            "broken: table lax.leaky: policy everybody must compare with banyan.tenant",
            "table lax.naked: add tenant_id text NOT NULL,"
                + " or COMMENT ON TABLE … IS 'shared by all tenants: why'",
            "table lax.naked: ALTER TABLE … ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            "table lax.naked: CREATE POLICY tenant ON …"
                + " USING (tenant_id = current_setting('banyan.tenant', true))",
            "table lax.weak: ALTER TABLE … ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            "table lax.leaky: unique index lax.leaky_code_key must include tenant_id",
            "table lax.naked: unique index lax.naked_pkey must include tenant_id",
            "table lax.pointing: foreign key to_naked must include tenant_id:"
                + " the server checks it for all tenants",
            "table lax.summary: a materialized view knows no row-level security: use a table");
  }

  @Test
  void breaksAContextWithoutMigrations() {
    FreshDatabase.await().until(() -> DATABASE.state("missing") instanceof ContextState.Broken);

    assertThat(DATABASE.state("missing").description()).contains("migrations/missing");
  }

  @Test
  void tellsTheSumWhenTheServerHasFewerConnections() {
    try (Database greedy =
        Database.start(
            FRESH::address,
            FreshDatabase.SECRET,
            IntStream.range(0, 13).mapToObj(i -> "context" + i).toList(),
            FreshDatabase.settings(Map.of(DatabaseSettings.CONNECTIONS, "400")))) {
      String shortage = greedy.shortageAtStart().orTimeout(30, TimeUnit.SECONDS).join();

      assertThat(shortage)
          .startsWith("database.connections: this process uses up to 106 connections, the server ")
          .contains("max_connections 100 - ")
          .contains("lower database.connections");
      FreshDatabase.await()
          .until(() -> greedy.state("context12").description().startsWith("waiting: database.con"));
    }
  }

  @Test
  void appliesAndTellsWhatIsPending() throws SQLException {
    try (FreshDatabase fresh = FreshDatabase.on(PostgresVersion.NEWEST)) {
      Schemas schemas =
          new Schemas(
              fresh.address(),
              FreshDatabase.SECRET,
              List.of("alpha"),
              FreshDatabase.settings(Map.of()));

      assertThat(schemas.status())
          .containsExactly(
              new SchemaStatus("alpha", "", List.of("V001__notes.sql", "V002__find_notes.sql")));
      assertThat(schemas.apply()).containsExactly(new SchemaStatus("alpha", "002", List.of()));
      assertThat(schemas.status()).containsExactly(new SchemaStatus("alpha", "002", List.of()));
    }
  }

  @Test
  void refusesToApplyABrokenSchema() {
    Schemas schemas =
        new Schemas(
            FRESH.address(),
            FreshDatabase.SECRET,
            List.of("failing"),
            FreshDatabase.settings(Map.of()));

    assertThatThrownBy(schemas::apply)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("failing: a migration failed");
  }
}
