package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is notified in a database reaches the process, on one connection. */
final class ListeningTest {
  private static final String LISTENING =
      "FROM pg_stat_activity"
          + " WHERE application_name = 'banyan/listen' AND datname = current_database()";

  private final AtomicInteger news = new AtomicInteger();
  private final AtomicInteger weather = new AtomicInteger();

  @Test
  void tellsOfNotificationsAndAfterEachConnect() throws SQLException {
    try (FreshDatabase fresh = FreshDatabase.on(PostgresVersion.NEWEST);
        Database database = fresh.open("alpha")) {
      database.listen("news", news::incrementAndGet);
      database.listen("Weather report", weather::incrementAndGet);
      awaitMore(news, 0);
      awaitMore(weather, 0);
      assertThat(connections(fresh)).isEqualTo(1);

      int before = weather.get();
      FreshDatabase.run(fresh.address(), "NOTIFY \"Weather report\"");
      awaitMore(weather, before);

      before = news.get();
      FreshDatabase.run(fresh.address(), "SELECT pg_terminate_backend(pid) " + LISTENING);
      awaitMore(news, before);
      before = news.get();
      FreshDatabase.run(fresh.address(), "NOTIFY news");
      awaitMore(news, before);
      assertThat(connections(fresh)).isEqualTo(1);
    }
  }

  private static void awaitMore(AtomicInteger told, int before) {
    FreshDatabase.await().until(() -> told.get() > before);
  }

  private static long connections(FreshDatabase fresh) throws SQLException {
    try (Connection connection = new Connections(fresh.address()).admin()) {
      return new Sql(connection).number("SELECT count(*) " + LISTENING);
    }
  }
}
