package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong use is told before anything is started. */
class DemoCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "--rate, 5, from 10 to 600",
    "--rate, many, from 10 to 600",
    "--seconds, 1, from 2 to 300",
    "--fallback, maybe, write true or false",
    "--service, ftp://127.0.0.1:21, write http://HOST:PORT",
    "--service, http://127.0.0.1:9001/shop, write http://HOST:PORT",
  })
  void refusesWrongUse(String option, String value, String remedy) {
    Ending ending = new CommandLineUser(folder).types("demo", option, value);

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains(option).contains(remedy);
    assertThat(ending.out()).isEmpty();
  }
}
