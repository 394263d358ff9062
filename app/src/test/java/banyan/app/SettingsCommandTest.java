package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings as the commands see them, and the rules that tie them together. */
class SettingsCommandTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void showsEverySettingAndItsOrigin() throws IOException {
    Files.writeString(folder.resolve("banyan.yaml"), "database:\n  connections: 20\n");
    Ending ending = user().with("BANYAN_HOST", "localhost").types("settings", "--port", "9000");

    assertThat(ending.code()).isZero();
    assertThat(ending.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "KEY VALUE FROM CHANGE",
            "port 9000 --port restart",
            "host localhost BANYAN_HOST restart",
            "database.connections 20 banyan.yaml:2:3 restart",
            "data var default restart",
            "admin-port 9001 default (port + 1) restart",
            "anonymous true default (on when host is loopback) restart");
  }

  @Test
  void hidesSecrets() {
    Ending ending = user().with("BANYAN_SECRET", SECRET).types("settings");

    assertThat(ending.out()).contains("***").doesNotContain(SECRET);
    assertThat(user().with("BANYAN_SECRET", SECRET).types("settings", "--json").out())
        .contains("\"value\" : \"***\"")
        .doesNotContain(SECRET);
  }

  @Test
  void readsTheFileThatIsNamed() throws IOException {
    Files.writeString(folder.resolve("other.yaml"), "port: 7000\n");

    assertThat(user().types("settings", "--config", "other.yaml").out()).contains("other.yaml:1:1");
    assertThat(user().with("BANYAN_CONFIG", "other.yaml").types("settings").out())
        .contains("other.yaml:1:1");
  }

  @Test
  void missesTheFileThatIsNamedButNotThere() {
    Ending ending = user().types("settings", "--config", "other.yaml");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("other.yaml: there is no such file");
  }

  @Test
  void refusesASecretInAFileThatOthersMayRead() throws IOException {
    Path file = Files.writeString(folder.resolve("banyan.yaml"), "secret: " + SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(user().types("settings").err()).contains("chmod 600").doesNotContain(SECRET);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(user().types("settings").code()).isZero();
  }

  @Test
  void startsNothingWithWrongSettings() {
    Ending ending = user().with("BANYAN_PROT", "1").types("up", "--port", "x");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err())
        .contains("2 problems in the settings; nothing was started")
        .contains("did you mean 'BANYAN_PORT'?")
        .contains("--port: port 'x' is not a whole number from 0 to 65535");
  }

  @Test
  void refusesTheSamePortTwice() {
    assertThat(user().types("settings", "--port", "9000", "--admin-port", "9000").err())
        .contains("--admin-port: admin-port 9000 is the port of clients; choose another");
  }

  @Test
  void takesPortZeroTwice() {
    Ending ending = user().types("settings", "--port", "0", "--admin-port", "0");

    assertThat(ending.code()).isZero();
  }

  @Test
  void refusesAnonymousOnAHostThatOthersReach() {
    assertThat(user().types("settings", "--host", "0.0.0.0", "--anonymous").err())
        .contains("--anonymous: anonymous gives everybody every right");
  }

  @Test
  void turnsAnonymousOffOnAHostThatOthersReach() {
    assertThat(user().types("settings", "--host", "0.0.0.0").out())
        .containsPattern("anonymous +false");
  }

  @Test
  void refusesADatabaseOfTheUsersOwnWithoutSecret() {
    Ending ending =
        user().with("BANYAN_DATABASE_URL", "postgres://ada:swordfish@db/shop").types("settings");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("needs BANYAN_SECRET").doesNotContain("swordfish");
  }

  @Test
  void doesNotRepeatAnAddressThatIsWrong() {
    Ending ending =
        user().with("BANYAN_DATABASE_URL", "mysql://ada:swordfish@db").types("settings");

    assertThat(ending.err()).contains("BANYAN_DATABASE_URL").doesNotContain("swordfish");
  }

  @Test
  void refusesAnOpenAdminListenerWithoutTls() {
    assertThat(user().types("settings", "--admin-host", "0.0.0.0").err())
        .contains("--admin-host: admin-host 0.0.0.0 can be reached")
        .contains("needs TLS");
  }

  @Test
  void refusesHalfOfTls() {
    assertThat(user().types("settings", "--admin.tls.key", "key.pem").err())
        .contains("--admin.tls.key: admin.tls.certificate and admin.tls.key go together");
    assertThat(user().types("settings", "--tls.key", "key.pem").err())
        .contains("--tls.key: tls.certificate and tls.key go together");
  }

  @Test
  void suggestsTheContextThatWasMeant() {
    assertThat(user().types("settings", "--only", "catalogue").err())
        .contains("no context 'catalogue'; did you mean 'catalog'?; known: catalog");
  }

  @Test
  void refusesToJoinADatabaseOfTheUsersOwn() {
    Ending ending =
        user()
            .with("BANYAN_SECRET", SECRET)
            .with("BANYAN_DATABASE_URL", "postgres://ada:swordfish@db/shop")
            .types("settings", "--join");

    assertThat(ending.err()).contains("--join: join attaches to an embedded database");
  }

  private CommandLineUser user() {
    return new CommandLineUser(folder);
  }
}
