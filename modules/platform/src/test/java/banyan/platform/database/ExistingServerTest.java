package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.wire.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that is not ours, with an administrator who is no superuser. */
final class ExistingServerTest {
  private static final int INSTANCES = 4;

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void needsCreateroleAndCreateAndNoMore(PostgresVersion version) {
    try (FreshDatabase fresh = FreshDatabase.on(version)) {
      DatabaseAddress admin = fresh.plainAdmin();
      String prefix = newPrefix();

      try (Database database = fresh.open(admin, external(admin, prefix), "alpha", "beta")) {
        database
            .of("alpha")
            .write("main", handle -> handle.execute("INSERT INTO notes (text) VALUES ('a')"));
      }
      try (Database again = fresh.open(admin, external(admin, prefix), "alpha", "beta")) {
        assertThat(again.of("alpha").<List<String>>read("main", DatabaseTest::texts))
            .containsExactly("a");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void keepsTheRowsOfContextsApart(PostgresVersion version) throws SQLException {
    try (FreshDatabase fresh = FreshDatabase.on(version)) {
      DatabaseAddress admin = fresh.plainAdmin();
      String prefix = newPrefix();
      fresh.open(admin, external(admin, prefix), "alpha", "beta").close();

      try (Connection login = new Connections(fresh.login(prefix + "alpha_rw")).admin()) {
        for (String statement :
            List.of(
                "SELECT * FROM beta.hidden_ledger",
                "DELETE FROM beta.hidden_ledger",
                "SET ROLE " + prefix + "beta_rw",
                "SET ROLE " + prefix + "alpha_owner",
                "CREATE TABLE alpha.mine (id bigint)",
                "CREATE TABLE public.mine (id bigint)")) {
          assertThat(refusal(login, statement)).as(statement).isEqualTo("42501");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void saysWhichRightIsMissing(PostgresVersion version) {
    try (FreshDatabase fresh = FreshDatabase.on(version)) {
      DatabaseAddress admin = fresh.plainAdmin();
      FreshDatabase.run(fresh.address(), "ALTER ROLE " + admin.user() + " NOCREATEROLE");

      try (Database database =
          Database.start(
              () -> admin, FreshDatabase.SECRET, List.of("alpha"), external(admin, newPrefix()))) {
        FreshDatabase.await().until(() -> database.state("alpha") instanceof ContextState.Broken);

        assertThat(database.state("alpha").description())
            .contains("permission denied to create role")
            .contains("needs CREATEROLE, CREATE on the database");
      }
    }
  }

  /** Before PostgreSQL 16, CREATEROLE was enough to take any role. */
  @Test
  void saysThatAnotherInstallationHasTheRoles() {
    try (FreshDatabase fresh = FreshDatabase.on(PostgresVersion.NEWEST)) {
      DatabaseAddress admin = fresh.plainAdmin();
      String prefix = newPrefix();
      FreshDatabase.run(fresh.address(), "CREATE ROLE " + prefix + "alpha_owner NOLOGIN");

      try (Database database =
          Database.start(
              () -> admin, FreshDatabase.SECRET, List.of("alpha"), external(admin, prefix))) {
        FreshDatabase.await().until(() -> database.state("alpha") instanceof ContextState.Broken);

        assertThat(database.state("alpha").description()).contains("database.role-prefix");
      }
      Schemas schemas =
          new Schemas(admin, FreshDatabase.SECRET, List.of("alpha"), external(admin, prefix));
      assertThatThrownBy(schemas::status)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(prefix + "alpha_owner")
          .hasMessageContaining("database.role-prefix");
    }
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void letsSeveralInstancesStartAtOnce(PostgresVersion version) {
    try (FreshDatabase fresh = FreshDatabase.on(version)) {
      DatabaseAddress admin = fresh.plainAdmin();
      String prefix = newPrefix();
      List<Database> instances =
          IntStream.range(0, INSTANCES)
              .mapToObj(
                  i ->
                      Database.start(
                          () -> admin,
                          FreshDatabase.SECRET,
                          List.of("alpha", "beta"),
                          external(admin, prefix)))
              .toList();

      FreshDatabase.await()
          .until(
              () ->
                  instances.stream()
                      .flatMap(instance -> instance.states().values().stream())
                      .allMatch(ContextState::isReady));

      instances.forEach(Database::close);
    }
  }

  @Test
  void setsAPasswordAnewWhenTheSecretChanged() {
    try (FreshDatabase fresh = FreshDatabase.on(PostgresVersion.NEWEST)) {
      DatabaseAddress admin = fresh.plainAdmin();
      String prefix = newPrefix();
      fresh.open(admin, external(admin, prefix), "alpha").close();
      FreshDatabase.run(admin, "ALTER ROLE " + prefix + "alpha_rw PASSWORD 'changed by hand'");

      try (Database database = fresh.open(admin, external(admin, prefix), "alpha")) {
        FreshDatabase.await()
            .ignoreExceptions()
            .until(() -> database.of("alpha").<Integer>read("main", handle -> 1) == 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void takesNothingFromOthersUnlessTheDatabaseIsOurs(PostgresVersion version) throws SQLException {
    try (FreshDatabase fresh = FreshDatabase.on(version)) {
      DatabaseAddress admin = fresh.plainAdmin();
      String owned = "ALTER DATABASE %s OWNER TO %s";
      FreshDatabase.run(fresh.address(), owned.formatted(admin.database(), admin.user()));
      String prefix = newPrefix();

      fresh.open(admin, external(admin, prefix), "alpha").close();
      assertThat(publicMayConnect(fresh)).isTrue();

      fresh.open(admin, exclusive(admin, prefix), "alpha").close();
      assertThat(publicMayConnect(fresh)).isFalse();
    }
  }

  @Test
  void saysWhoMustOwnADatabaseThatIsOurs() {
    try (FreshDatabase fresh = FreshDatabase.on(PostgresVersion.NEWEST)) {
      DatabaseAddress admin = fresh.plainAdmin();

      try (Database database =
          Database.start(
              () -> admin, FreshDatabase.SECRET, List.of("alpha"), exclusive(admin, newPrefix()))) {
        FreshDatabase.await().until(() -> database.state("alpha") instanceof ContextState.Broken);

        assertThat(database.state("alpha").description())
            .contains("database.exclusive needs the login that owns the database");
      }
    }
  }

  private static boolean publicMayConnect(FreshDatabase fresh) throws SQLException {
    try (Connection admin = new Connections(fresh.address()).admin()) {
      return new Sql(admin)
          .isTrue("SELECT has_database_privilege('public', current_database(), 'CONNECT')");
    }
  }

  private static String refusal(Connection login, String statement) {
    try {
      new Sql(login).run(statement);
      return "none";
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private static Settings external(DatabaseAddress admin, String prefix) {
    return settings(admin, prefix, false);
  }

  private static Settings exclusive(DatabaseAddress admin, String prefix) {
    return settings(admin, prefix, true);
  }

  private static Settings settings(DatabaseAddress admin, String prefix, boolean isExclusive) {
    return FreshDatabase.settings(
        Map.of(
            DatabaseSettings.URL,
            "postgres://%s:%s@%s:%d/%s"
                .formatted(
                    admin.user(), admin.password(), admin.host(), admin.port(), admin.database()),
            DatabaseSettings.ROLE_PREFIX_SETTING,
            prefix,
            DatabaseSettings.EXCLUSIVE,
            String.valueOf(isExclusive)));
  }

  /** Roles belong to the server, so each test names its own. */
  private static String newPrefix() {
    return "t" + Long.toString(System.nanoTime(), 36) + "_";
  }
}
