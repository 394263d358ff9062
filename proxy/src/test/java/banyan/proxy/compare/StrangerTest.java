package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Answers as well-known interfaces give them, written by somebody who had not read the comparison:
 * each with answers that say the same, and with answers in which one thing is wrong, alone or
 * beside what is benign. No rules, no noise.
 */
class StrangerTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void passesWhatSaysTheSame() throws Exception {
    List<String> alarms = new ArrayList<>();
    int compared = 0;
    for (StrangersAnswers answers : all()) {
      for (var same : answers.same().entrySet()) {
        Outcome outcome = compare(answers, same.getValue());
        compared++;
        if (!(outcome instanceof Outcome.Same)) {
          alarms.add(answers.name() + " " + same.getKey() + ": " + outcome);
        }
      }
    }
    assertThat(alarms).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(94);
  }

  @Test
  void findsWhatIsWrong() throws Exception {
    List<String> missed = new ArrayList<>();
    int stride = TestSize.pick("stride of the stranger's wrong answers", 7, 1, 1);
    int read = 0;
    for (StrangersAnswers answers : all()) {
      for (var wrong : answers.different().entrySet()) {
        if (read++ % stride != 0) {
          continue;
        }
        Outcome outcome = compare(answers, wrong.getValue());
        if (!(outcome instanceof Outcome.Different)) {
          missed.add(answers.name() + " " + wrong.getKey() + ": " + outcome);
        }
      }
    }
    assertThat(missed).isEmpty();
    assertThat(read).isGreaterThanOrEqualTo(1_216);
  }

  private static Outcome compare(StrangersAnswers answers, JsonNode to) throws Exception {
    RecordedPair read =
        new PairDocument(Path.of(answers.name()))
            .read(JSON.writeValueAsBytes(answers.pair(to)), answers.name());
    return Comparison.of(read, Rules.NONE, TODAY);
  }

  private static List<StrangersAnswers> all() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(StrangerTest.class.getResource("stranger")).toURI());
    List<StrangersAnswers> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        all.add(new StrangersAnswers(file.getFileName().toString(), JSON.readTree(file.toFile())));
      }
    }
    return all;
  }
}
