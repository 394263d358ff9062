package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateGateCommandTest {
  @TempDir Path folder;

  @Test
  void tellsHowOftenTheGateIsWrongAndHowSoonItIsRight() throws IOException {
    Ending ending = simulate("--releases 4 --rps 0.5 --effect 10 --seed 5 --json");
    JsonNode json = new JsonMapper().readTree(ending.out());

    assertThat(ending.code()).isZero();
    assertThat(json.path("falseRollbackRate").asDouble(-1)).isZero();
    assertThat(json.path("detectionRate").asDouble()).isEqualTo(1);
    assertThat(json.path("medianMinutesToRollback").asDouble()).isBetween(0.1, 30.0);
    assertThat(json.path("seed").asInt()).isEqualTo(5);
  }

  @Test
  void printsATableForPeople() {
    Ending ending = simulate("--releases 2 --rps 0.5 --hours 0.1");

    assertThat(ending.out())
        .contains("FALSE ROLLBACKS", "2 healthy and 2 harmful releases", "base error 0.50 %");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--releases 0     | --releases 0: must be from 1",
        "--rps 0          | --rps 0: must be above 0",
        "--weight 100     | --weight 100: must be from 0.1 to 99.9",
        "--base-error 1   | --base-error 1: must be from 0 to 0.2",
        "--burst 0        | --burst 0: must be from 1 to 100",
        "--effect 200     | --effect 200: must be",
        "--seed x         | --seed 'x': write a whole number",
        "--rps 5000       | requests of a release",
      })
  void refusesWhatNoReleaseIs(String flags, String complaint) {
    Ending ending = simulate(flags);

    assertThat(ending.err()).contains(complaint);
    assertThat(ending.code()).isEqualTo(2);
  }

  private Ending simulate(String flags) {
    return new CommandLineUser(folder).types(("simulate gate " + flags).split(" +"));
  }
}
