package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TenancyTest {
  @AutoClose private static final FreshDatabase FRESH = FreshDatabase.on(PostgresVersion.NEWEST);
  @AutoClose private static final Database DATABASE = FRESH.open("alpha");

  private final ContextDatabase alpha = DATABASE.of("alpha");

  @BeforeEach
  void writeANoteForEachTenant() {
    for (String tenant : List.of("red", "blue")) {
      alpha.write(
          tenant,
          handle -> {
            handle.execute("DELETE FROM notes");
            return handle.execute("INSERT INTO notes (text) VALUES (?)", tenant + "'s");
          });
    }
  }

  @Test
  void showsATenantItsOwnRows() {
    assertThat(alpha.<List<String>>read("red", DatabaseTest::texts)).containsExactly("red's");
  }

  @Test
  void findsNoRowOfAnotherTenantByItsName() {
    int found =
        alpha.read(
            "red",
            handle ->
                handle
                    .select("SELECT count(*) FROM notes WHERE tenant_id = 'blue'")
                    .mapTo(Integer.class)
                    .one());

    assertThat(found).isZero();
  }

  @Test
  void changesNoRowOfAnotherTenant() {
    int changed =
        alpha.write(
            "red",
            handle ->
                handle.execute("UPDATE notes SET text = 'taken' WHERE tenant_id = 'blue'")
                    + handle.execute("DELETE FROM notes WHERE tenant_id = 'blue'"));

    assertThat(changed).isZero();
    assertThat(alpha.<List<String>>read("blue", DatabaseTest::texts)).containsExactly("blue's");
  }

  @Test
  void refusesToInsertForAnotherTenant() {
    assertThatThrownBy(
            () ->
                alpha.write(
                    "red",
                    handle ->
                        handle.execute(
                            "INSERT INTO notes (tenant_id, text) VALUES ('blue', 'planted')")))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .hasMessageContaining("row-level security policy");
  }

  @Test
  void refusesToGiveARowToAnotherTenant() {
    assertThatThrownBy(
            () ->
                alpha.write("red", handle -> handle.execute("UPDATE notes SET tenant_id = 'blue'")))
        .hasMessageContaining("row-level security policy");
  }

  @Test
  void showsNothingWithoutATenant() throws SQLException {
    try (Connection login = new Connections(FRESH.login("alpha_rw")).admin()) {
      assertThat(new Sql(login).number("SELECT count(*) FROM alpha.notes")).isZero();
    }
  }

  @Test
  void showsTheOwnerNothingEither() throws SQLException {
    try (Connection owner = new Connections(FRESH.address()).owner("alpha_owner").getConnection()) {
      assertThat(new Sql(owner).number("SELECT count(*) FROM alpha.notes")).isZero();
    }
  }

  @Test
  void forgetsTheTenantWithTheTransaction() {
    alpha.write(
        "red", handle -> handle.execute("SELECT set_config('banyan.tenant', 'blue', false)"));

    for (int i = 0; i < ConnectionShares.PER_CONTEXT_MAX; i++) {
      assertThat(alpha.<List<String>>read("red", DatabaseTest::texts)).containsExactly("red's");
    }
  }

  @Test
  void refusesATransactionWithoutATenant() {
    assertThatThrownBy(() -> alpha.read(" ", DatabaseTest::texts))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
