package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls between contexts that share a database which is ours. */
final class IsolationTest {
  /**
   * SQLState of insufficient_privilege: a statement that fails for another reason proves nothing.
   */
  private static final String NO_RIGHT = "42501";

  private static final Map<PostgresVersion, FreshDatabase> FRESH =
      new EnumMap<>(PostgresVersion.class);

  @BeforeAll
  static void provision() throws SQLException {
    for (PostgresVersion version : PostgresVersion.tried()) {
      FreshDatabase fresh = FreshDatabase.on(version);
      FRESH.put(version, fresh);
      new Schemas(
              fresh.address(),
              FreshDatabase.SECRET,
              List.of("alpha", "beta"),
              FreshDatabase.settings(Map.of()))
          .apply();
    }
  }

  @AfterAll
  static void drop() {
    FRESH.values().forEach(FreshDatabase::close);
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void refusesALoginWhatIsAnothers(PostgresVersion version) throws SQLException {
    SoftAssertions softly = new SoftAssertions();
    for (String login : List.of("alpha_rw", "alpha_ro")) {
      try (Connection connection = open(version, login)) {
        for (String statement : HostileSql.FORBIDDEN) {
          softly
              .assertThatThrownBy(() -> new Sql(connection).run(statement))
              .as(login + ": " + statement)
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NO_RIGHT));
        }
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void tellsALoginNothingOfAnothersTables(PostgresVersion version) throws SQLException {
    SoftAssertions softly = new SoftAssertions();
    for (String login : List.of("alpha_rw", "alpha_ro")) {
      try (Connection connection = open(version, login)) {
        for (String statement : HostileSql.CURIOUS) {
          softly
              .assertThat(answerOrRefusal(connection, statement))
              .as(login + ": " + statement)
              .noneMatch(text -> text.contains("hidden_") && !text.contains("does not exist"));
        }
      }
    }
    softly.assertAll();
  }

  /** Keeps the test above honest: the same questions do tell something to who may ask. */
  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void tellsTheAdministrator(PostgresVersion version) throws SQLException {
    try (Connection connection = new Connections(FRESH.get(version).address()).admin()) {
      long telling =
          HostileSql.CURIOUS.stream()
              .filter(
                  statement ->
                      answerOrRefusal(connection, statement).toString().contains("hidden_"))
              .count();

      assertThat(telling).isGreaterThan(20);
    }
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void answersTheSameForATableThatIsThereAndOneThatIsNot(PostgresVersion version)
      throws SQLException {
    try (Connection connection = open(version, "alpha_rw")) {
      assertThat(answerOrRefusal(connection, "SELECT * FROM beta.hidden_ledger"))
          .isEqualTo(answerOrRefusal(connection, "SELECT * FROM beta.no_such_one"));
      assertThat(answerOrRefusal(connection, "SELECT to_regclass('beta.hidden_ledger')"))
          .isEqualTo(answerOrRefusal(connection, "SELECT to_regclass('beta.no_such_one')"));
    }
  }

  /** What cannot be hidden, so that nobody believes it is: see ADR 4. */
  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void tellsANameToWhoGuessesTheNumberOfAnObject(PostgresVersion version) throws SQLException {
    long number;
    try (Connection admin = new Connections(FRESH.get(version).address()).admin()) {
      number = new Sql(admin).number("SELECT 'beta.hidden_ledger'::regclass::oid::bigint");
    }
    try (Connection connection = open(version, "alpha_rw")) {
      assertThat(answer(connection, "SELECT " + number + "::regclass::text"))
          .containsExactly("beta.hidden_ledger");
    }
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void ownsNothing(PostgresVersion version) throws SQLException {
    try (Connection admin = new Connections(FRESH.get(version).address()).admin()) {
      assertThat(
              new Sql(admin)
                  .number(
                      "SELECT count(*) FROM pg_class WHERE relowner IN"
                          + " ('alpha_rw'::regrole, 'alpha_ro'::regrole)"))
          .isZero();
    }
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void letsNobodyLogInAsOwner(PostgresVersion version) {
    assertThatThrownBy(() -> open(version, "alpha_owner")).isInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @MethodSource(PostgresVersion.TRIED)
  void keepsALoginInItsDatabase(PostgresVersion version) {
    DatabaseAddress login = FRESH.get(version).login("alpha_rw");
    DatabaseAddress elsewhere =
        FreshDatabase.with(login, "postgres", login.user(), login.password());

    assertThatThrownBy(() -> new Connections(elsewhere).admin().close())
        .hasMessageContaining("permission denied for database");
  }

  private static Connection open(PostgresVersion version, String login) throws SQLException {
    return new Connections(FRESH.get(version).login(login)).admin();
  }

  private static List<String> answerOrRefusal(Connection connection, String statement) {
    try {
      return answer(connection, statement);
    } catch (SQLException e) {
      return List.of(String.valueOf(e.getMessage()).replaceAll("\\d+", ""));
    }
  }

  /** All values of all rows as text; what the statement did is undone. */
  private static List<String> answer(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      boolean hasRows = statement.execute(sql);
      while (hasRows || statement.getUpdateCount() != -1) {
        if (hasRows) {
          addTexts(statement.getResultSet(), texts);
        }
        hasRows = statement.getMoreResults();
      }
    } finally {
      connection.rollback();
    }
    return texts;
  }

  private static void addTexts(ResultSet rows, List<String> texts) throws SQLException {
    while (rows.next()) {
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        texts.add(String.valueOf(rows.getString(i)));
      }
    }
  }
}
