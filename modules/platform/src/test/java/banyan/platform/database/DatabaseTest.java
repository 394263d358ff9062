package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
  @AutoClose private static final FreshDatabase FRESH = FreshDatabase.on(PostgresVersion.NEWEST);
  @AutoClose private static final Database DATABASE = FRESH.open("alpha", "beta");

  private final ContextDatabase alpha = DATABASE.of("alpha");

  @Test
  void commitsWhatAWriteReturnsFrom() {
    alpha.write("commits", handle -> handle.execute("INSERT INTO notes (text) VALUES ('kept')"));

    assertThat(alpha.<List<String>>read("commits", DatabaseTest::texts)).containsExactly("kept");
  }

  @Test
  void rollsBackWhatThrows() {
    assertThatThrownBy(
            () ->
                alpha.write(
                    "rolls-back",
                    handle -> {
                      handle.execute("INSERT INTO notes (text) VALUES ('lost')");
                      throw new IllegalStateException("the use case changed its mind");
                    }))
        .hasMessage("the use case changed its mind");

    assertThat(alpha.<List<String>>read("rolls-back", DatabaseTest::texts)).isEmpty();
  }

  @Test
  void refusesToWriteInARead() {
    assertThatThrownBy(
            () ->
                alpha.read(
                    "main",
                    handle -> handle.execute("INSERT INTO notes (text) VALUES ('sneaked in')")))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .hasMessageContaining("read-only transaction");
  }

  @Test
  void refusesATransactionInsideATransaction() {
    assertThatThrownBy(
            () ->
                alpha.read(
                    "main", handle -> DATABASE.of("beta").read("main", inner -> "never reached")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'beta' inside a transaction of 'alpha'");
  }

  @Test
  void mapsTheTypesThatContextsUseWithoutReadingTheCatalogs() {
    alpha.write(
        "types",
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO notes (text, details, labels)"
                        + " VALUES (:text, CAST(:details AS jsonb), :labels)")
                .bind("text", "typed")
                .bind("details", "{\"a\": 1}")
                .bindArray("labels", String.class, List.of("x", "y"))
                .execute());

    Object details =
        alpha.read(
            "types",
            handle ->
                handle.select("SELECT details FROM notes").map((row, c) -> row.getObject(1)).one());
    List<String> labels =
        alpha.read(
            "types",
            handle ->
                handle
                    .select("SELECT labels FROM notes")
                    .mapTo(new GenericType<List<String>>() {})
                    .one());

    assertThat(details).hasToString("{\"a\": 1}");
    assertThat(labels).containsExactly("x", "y");
  }

  @Test
  void forgetsWhatATransactionSetOnItsConnection() {
    for (int i = 0; i < ConnectionShares.PER_CONTEXT_MAX; i++) {
      alpha.write(
          "main", handle -> handle.execute("SELECT set_config('search_path', 'elsewhere', false)"));
    }

    assertThat(
            alpha.<String>read(
                "main", handle -> handle.select("SHOW search_path").mapTo(String.class).one()))
        .isEqualTo("alpha, pg_temp");
  }

  @Test
  void runsWaitingWorkOnceTheContextIsReady() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);

    DATABASE.whenReady("alpha", done::countDown);

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void namesTheContextsItKnows() {
    assertThatThrownBy(() -> DATABASE.of("gamma"))
        .hasMessage("context 'gamma' is not one of [alpha, beta]");
  }

  static List<String> texts(Handle handle) {
    return handle.select("SELECT text FROM notes ORDER BY text").mapTo(String.class).list();
  }
}
