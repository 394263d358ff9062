package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateDecideCommandTest {
  private static final String HEADER = "millis,side,identity,class,latencyMillis";

  @TempDir Path folder;

  @Test
  void promotesAHealthyCandidate() throws IOException {
    Ending ending = decide(series(1, 36_000, 0.005, 0.005, 1));

    assertThat(ending.out()).startsWith("PROMOTE\nPromote: after ");
    assertThat(ending.code()).isZero();
    assertThat(ending.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0.05, 1", "0.01, 0.01, 2"})
  void rollsBackAHarmfulOne(double from, double to, double latency) throws IOException {
    Ending ending = decide(series(2, 6_000, from, to, latency));

    assertThat(ending.out()).startsWith("ROLLBACK\nRoll back: ");
    assertThat(ending.code()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HEADER, HEADER + "\n\n"})
  void holdsWithoutEvents(String text) throws IOException {
    Files.writeString(folder.resolve("events.csv"), text);
    Ending ending = types();

    assertThat(ending.out()).startsWith("INCONCLUSIVE\nHold; missing: ");
    assertThat(ending.out()).containsPattern("p50 +- +- ");
    assertThat(ending.code()).isEqualTo(11);
  }

  @Test
  void takesEventsInAnyOrderAndEachOnce() throws IOException {
    List<String> lines = series(3, 6_000, 0.01, 0.05, 1);
    JsonNode inOrder = json(lines);
    List<String> shuffled = new ArrayList<>(lines);
    shuffled.addAll(lines.subList(0, 1_000));
    Collections.shuffle(shuffled, new Random(1));
    JsonNode mixed = json(shuffled);

    assertThat(inOrder.path("verdict").asText()).isEqualTo("ROLLBACK");
    assertThat(inOrder.path("inOrder").asBoolean()).isTrue();
    assertThat(mixed.path("inOrder").asBoolean()).isFalse();
    assertThat(mixed.path("duplicates").asInt()).isEqualTo(1_000);
    for (String same : List.of("sentence", "events", "harmMillis", "errors")) {
      assertThat(mixed.path(same)).as(same).isEqualTo(inOrder.path(same));
    }
  }

  @Test
  void looksAtComparisonsToo() throws IOException {
    Ending ending = decide(List.of(), "--compared", "1000", "--mismatches", "50");

    assertThat(ending.out()).contains("50 of 1000 compared answers differ");
    assertThat(ending.code()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,to,ada,ok,1             | events.csv:3: millis 'x': write a whole number from 0",
        "-1,to,ada,ok,1            | events.csv:3: millis '-1'",
        "1,two,ada,ok,1            | events.csv:3: side 'two': write one of baseline, candidate",
        "1,to,,ok,1                | events.csv:3: identity '': say who asked",
        "1,to,ada,5x,1             | class '5x': write one of 4xx, 5xx, ok, refused, timeout;",
        "1,to,ada,ok,              | events.csv:3: latencyMillis '': write a number from 0",
        "1,to,ada,ok,NaN           | events.csv:3: latencyMillis 'NaN'",
        "1,to,ada,ok,-5            | events.csv:3: latencyMillis '-5'",
        "1,to,ada,ok               | events.csv:3: 4 values: write 5, one for each column",
        "1,to,\"ada,ok,1           | events.csv:3: a quote that is not closed",
      })
  void saysWhereALineIsWrongAndWhatWouldBeRight(String line, String complaint) throws IOException {
    Ending ending = decide(List.of("0,from,bob,ok,12.5", line));

    assertThat(ending.err()).contains(complaint);
    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "millis,side,identity,class        | events.csv:1: column 'latencyMillis': name it once",
        "millis,side,identity,klass,latencyMillis | column 'klass'",
        "1,to,ada,ok,1                     | events.csv:1: column '1': the first line names",
      })
  void needsTheNamesOfItsColumns(String header, String complaint) throws IOException {
    Files.writeString(folder.resolve("events.csv"), header + "\n");

    assertThat(types().err()).contains(complaint);
    assertThat(types().code()).isEqualTo(2);
  }

  @Test
  void readsColumnsInAnyOrderQuotesAndOtherWords() throws IOException {
    Files.writeString(
        folder.resolve("events.csv"),
        "\uFEFFlatencyMillis, class, identity, side, millis\r\n"
            + "12.5, OK, \"ada, \"\"the\"\" first\", candidate, 5\r\n"
            + ", timeout, bob, baseline, 6\r\n");
    Ending ending = types("--json");

    assertThat(ending.err()).isEmpty();
    JsonNode json = new JsonMapper().readTree(ending.out());
    assertThat(json.path("to").path("answers").asInt()).isEqualTo(1);
    assertThat(json.path("from").path("answers").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--error-ratio 1     | --error-ratio 1: must be above 1",
        "--error-ratio two   | --error-ratio 'two': write a number",
        "--users 0           | --users 0: must be from 1 to 10000",
        "--time soon         | --time: 'soon' is no duration",
        "--mismatches 1      | --mismatches 1: must be at most --compared",
      })
  void refusesMarginsThatMakeNoSense(String flags, String complaint) throws IOException {
    Ending ending = decide(List.of(), flags.split(" "));

    assertThat(ending.err()).contains(complaint);
    assertThat(ending.code()).isEqualTo(2);
  }

  @Test
  void needsAFile() {
    assertThat(types().err()).contains("events.csv does not exist");
    assertThat(types().code()).isEqualTo(2);
  }

  private JsonNode json(List<String> lines) throws IOException {
    return new JsonMapper().readTree(decide(lines, "--json").out());
  }

  private Ending decide(List<String> lines, String... more) throws IOException {
    Files.writeString(
        folder.resolve("events.csv"), HEADER + "\n" + String.join("\n", lines) + "\n");
    return types(more);
  }

  private Ending types(String... more) {
    List<String> words = new ArrayList<>(List.of("gate", "decide", "--events", "events.csv"));
    words.addAll(List.of(more));
    return new CommandLineUser(folder).types(words.toArray(String[]::new));
  }

  /** Twenty requests a second, half of them the candidate's. */
  private static List<String> series(long seed, int count, double from, double to, double latency) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isTo = random.nextBoolean();
      boolean isError = random.nextDouble() < (isTo ? to : from);
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%s,u%d,%s,%d",
              1_700_000_000_000L + i * 50L,
              isTo ? "to" : "from",
              random.nextInt(300),
              isError ? "5xx" : "ok",
              Math.round(30 * Math.exp(0.5 * random.nextGaussian()) * (isTo ? latency : 1))));
    }
    return lines;
  }
}
