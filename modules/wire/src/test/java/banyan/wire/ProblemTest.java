package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void writesTheMembersOfRfc9457() throws IOException {
    Problem problem =
        Problem.of(
                Problems.INVALID_REQUEST,
                "1 violation",
                List.of(new Violation("/price/currency", "is missing")))
            .with("limit", 20);

    JsonNode json = new ObjectMapper().readTree(problem.toJson("r1"));

    assertThat(json.path("type").asText()).isEqualTo("/problems/invalid-request");
    assertThat(json.path("title").asText()).isEqualTo(Problems.INVALID_REQUEST.title());
    assertThat(json.path("status").asInt()).isEqualTo(422);
    assertThat(json.path("detail").asText()).isEqualTo("1 violation");
    assertThat(json.path("instance").asText()).isEqualTo("urn:banyan:request:r1");
    assertThat(json.at("/violations/0/pointer").asText()).isEqualTo("/price/currency");
    assertThat(json.path("limit").asInt()).isEqualTo(20);
  }

  @Test
  void namesEveryProblemOnce() {
    assertThat(Problems.all()).extracting(ProblemType::name).doesNotHaveDuplicates();
  }
}
