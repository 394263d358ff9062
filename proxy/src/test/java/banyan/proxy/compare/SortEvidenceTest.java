package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.adapt.JsonBody;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many elements it takes to believe that a list is sorted. */
final class SortEvidenceTest {
  @Test
  void believesWhatCountsTheElementsOfItsList() throws IOException {
    assertThat(turned("legs", "[{\"leg\":1,\"to\":\"MUC\"},{\"leg\":2,\"to\":\"VCE\"}]"))
        .contains("sorted by leg");
    assertThat(turned("days", "[{\"day\":0,\"to\":\"x\"},{\"day\":1,\"to\":\"y\"}]"))
        .contains("sorted by day");
    assertThat(turned("legs", "[{\"leg\":1,\"to\":\"MUC\"},{\"leg\":4,\"to\":\"VCE\"}]")).isEmpty();
    assertThat(turned("trips", "[{\"leg\":1,\"to\":\"MUC\"},{\"leg\":2,\"to\":\"VCE\"}]"))
        .isEmpty();
  }

  @Test
  void believesThatTheMostFrequentComesFirst() throws IOException {
    String colors =
        "[{\"value\":\"red\",\"%1$s\":9},{\"value\":\"tan\",\"%1$s\":4},{\"value\":\"blue\",\"%1$s\":1}]";
    assertThat(turned("colors", colors.formatted("count"))).contains("sorted by count, downwards");
    assertThat(turned("colors", colors.formatted("doc_count")))
        .contains("sorted by doc_count, downwards");
    assertThat(turned("colors", colors.formatted("pages"))).isEmpty();
    assertThat(
            turned("colors", colors.formatted("count").replace("\"value\"", "\"n\":2,\"value\"")))
        .isEmpty();
    assertThat(turned("colors", colors.formatted("count").replace(":1}", ":5}"))).isEmpty();
  }

  /** With its first two elements in the other order. */
  private static Optional<String> turned(String list, String text) throws IOException {
    List<JsonNode> from = new ArrayList<>();
    JsonBody.read(text.getBytes(StandardCharsets.UTF_8)).forEach(from::add);
    List<JsonNode> to = new ArrayList<>(from);
    to.set(0, from.get(1));
    to.set(1, from.get(0));
    return SortEvidence.broken(list, from, to);
  }
}
