package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
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
    assertThat(unexpected("same", outcome -> outcome instanceof Outcome.Same)).isEmpty();
  }

  @Test
  void findsWhatIsWrong() throws Exception {
    assertThat(unexpected("different", outcome -> outcome instanceof Outcome.Different)).isEmpty();
  }

  private static List<String> unexpected(String kind, Predicate<Outcome> isExpected)
      throws Exception {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().flatMap(file -> unexpected(file, kind, isExpected)).toList();
    }
  }

  private static Stream<String> unexpected(Path file, String kind, Predicate<Outcome> isExpected) {
    try {
      JsonNode document = JSON.readTree(file.toFile());
      assertThat(document.path(kind)).as(file + " " + kind).isNotEmpty();
      return document.path(kind).properties().stream()
          .map(answer -> Map.entry(answer.getKey(), compare(file, document, answer.getValue())))
          .filter(found -> !isExpected.test(found.getValue()))
          .map(found -> file.getFileName() + " " + found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome compare(Path file, JsonNode document, JsonNode to) {
    ObjectNode pair = JSON.createObjectNode();
    pair.set("request", document.path("request"));
    pair.set("from", document.path("from"));
    pair.set("to", to);
    try {
      RecordedPair read = new PairDocument(file).read(JSON.writeValueAsBytes(pair), "pair");
      return Comparison.of(read, Rules.NONE, TODAY);
    } catch (IOException | PairFolder.Faulty e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(StrangerTest.class.getResource("stranger")).toURI());
  }
}
