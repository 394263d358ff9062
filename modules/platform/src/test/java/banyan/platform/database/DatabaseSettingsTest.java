package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.wire.Setting;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseSettingsTest {
  @Test
  void declaresEveryKeyWithItsDefault() {
    Map<String, String> defaults =
        DatabaseSettings.all().stream()
            .collect(Collectors.toMap(Setting::key, setting -> String.valueOf(setting.fallback())));

    assertThat(defaults)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "database.url", "null",
                "secret", "null",
                "database.connections", "40",
                "database.pool-wait", "2s",
                "database.statement-timeout", "15s",
                "database.lock-timeout", "5s",
                "database.idle-transaction-timeout", "30s",
                "database.exclusive", "false",
                "database.role-prefix", "",
                "database.programs", "null"));
  }

  @Test
  void keepsTheSecretOnesSecret() {
    assertThat(DatabaseSettings.all().stream().filter(Setting::isSecret).map(Setting::key).toList())
        .containsExactlyInAnyOrder("database.url", "secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://shop:p%40ss%3Aw+rd@db.example:6432/banyan?sslmode=verify-full",
        "postgresql://shop:p%40ss%3Aw+rd@db.example:6432/banyan?sslmode=verify-full",
        "jdbc:postgresql://db.example:6432/banyan?user=shop&password=p%40ss%3Aw+rd&sslmode=verify-full"
      })
  void readsEachFormOfAnAddress(String text) {
    assertThat(DatabaseUrl.parse(text))
        .isEqualTo(
            new DatabaseAddress(
                "db.example",
                6432,
                "banyan",
                "shop",
                "p@ss:w+rd",
                Map.of("sslmode", "verify-full")));
  }

  @Test
  void assumesThePortOfPostgres() {
    assertThat(DatabaseUrl.parse("postgres://u:p@[::1]/banyan").port()).isEqualTo(5432);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hunter2",
        "mysql://u:hunter2@h/d",
        "postgres://u:hunter2@h",
        "postgres://hunter2@h/d",
        "postgres://u:hun ter2@h/d",
        "postgres://u:hunter2@a,b/d",
        "postgres://u:hunter2@h/d?options=x",
        "postgres://u:hunter2@h:99999/d"
      })
  void refusesAnAddressWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContainingAny("hunter2", "hun ter2");
  }

  @ParameterizedTest
  @CsvSource({"40, 1, 8, 10", "40, 9, 4, 38", "11, 9, 1, 11"})
  void sharesConnectionsOut(int connections, int contexts, int perContext, int total) {
    assertThat(ConnectionShares.of(connections, contexts))
        .isEqualTo(new ConnectionShares(perContext, total));
  }

  @Test
  void keepsOneForASchemaThatIsOfNoContext() {
    assertThat(ConnectionShares.of(40, 2, 1)).isEqualTo(new ConnectionShares(8, 19));
    assertThat(ConnectionShares.of(11, 8, 1)).isEqualTo(new ConnectionShares(1, 11));
  }

  @Test
  void refusesFewerConnectionsThanContexts() {
    assertThatThrownBy(() -> ConnectionShares.of(10, 9))
        .hasMessage("database.connections: 10, but 9 contexts + 2 reserved = 11 are needed");
  }

  @Test
  void countsWhatOthersUseOfTheServer() {
    ConnectionShares ten = new ConnectionShares(8, 10);

    assertThat(ten.shortage(new ServerConnections(20, 3, 7))).isEmpty();
    assertThat(ten.shortage(new ServerConnections(20, 3, 8)))
        .contains("uses up to 10 connections, the server has 9 left")
        .contains("(max_connections 20 - 3 reserved - 8 used by others)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Catalog", "cat-alog", "pgcatalog", "1st", "a;drop"})
  void refusesNamesThatAreNoContext(String name) {
    assertThatThrownBy(() -> ContextRoles.of(name, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
