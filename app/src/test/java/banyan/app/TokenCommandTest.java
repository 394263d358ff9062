package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import banyan.wire.CallerTokens;
import banyan.wire.CallerTokens.Reading;
import banyan.wire.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void printsATokenThatTheApplicationReads() {
    Ending ending =
        user().types("token", "--user", "ada", "--tenant", "acme", "--rights", "catalog:write,a:b");

    assertThat(ending.code()).isZero();
    assertThat(ending.err()).isEmpty();
    Reading.Valid valid = (Reading.Valid) read(ending.out(), InstantSource.system());
    assertThat(valid.caller().principal()).isEqualTo("ada");
    assertThat(valid.caller().tenant()).isEqualTo("acme");
    assertThat(valid.caller().rights()).isEqualTo(Set.of("catalog:write", "a:b"));
  }

  @Test
  void printsNothingButTheToken() {
    assertThat(user().types("token", "--user", "ada").out().strip())
        .matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  }

  @Test
  void lastsAnHourUnlessToldOtherwise() {
    String token = user().types("token", "--user", "ada").out();
    Instant now = Instant.now();

    assertThat(read(token, InstantSource.fixed(now.plus(Duration.ofMinutes(59)))))
        .isInstanceOf(Reading.Valid.class);
    assertThat(read(token, InstantSource.fixed(now.plus(Duration.ofMinutes(61)))))
        .isInstanceOf(Reading.Refused.class);
  }

  @Test
  void usesTheSecretOfTheDataFolderAndMakesItOnce() throws IOException {
    CommandLineUser user = new CommandLineUser(folder);
    String token = user.types("token", "--user", "ada").out().strip();
    Path file = folder.resolve("var/secret");

    Secret secret = new Secret(Files.readString(file));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new CallerTokens(secret, CallerTokens.BEARER, InstantSource.system()).read(token))
        .isInstanceOf(Reading.Valid.class);
    assertThat(user.types("token", "--user", "bob").code()).isZero();
    assertThat(new Secret(Files.readString(file)).password("x")).isEqualTo(secret.password("x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--user anonymous               | --user: anonymous",
        "--user ada --tenant Acme       | --tenant 'Acme'",
        "--user ada --rights all        | --rights: 'all'",
        "--user ada --ttl 31d           | --ttl: 31d is not within",
        "--user ada --ttl 0s            | --ttl: 0s is not within",
        "--user ada --ttl soon          | --ttl: 'soon' is no duration",
      })
  void refusesWhatNoTokenCanSay(String arguments, String complaint) {
    Ending ending = user().types(("token " + arguments).split(" +"));

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.err()).contains(complaint);
  }

  @Test
  void needsAUser() {
    assertThat(user().types("token").err()).contains("--user: say who the token speaks for");
  }

  private CommandLineUser user() {
    return new CommandLineUser(folder).with("BANYAN_SECRET", SECRET);
  }

  private static Reading read(String token, InstantSource clock) {
    return new CallerTokens(new Secret(SECRET), CallerTokens.BEARER, clock).read(token.strip());
  }
}
