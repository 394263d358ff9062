package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("upstreams", "routes", "calls");

  @Test
  void offersTheNearestWord() {
    assertThat(Suggestion.clause("upstream", KNOWN)).isEqualTo("; did you mean 'upstreams'?");
    assertThat(Suggestion.nearest("ruotes", KNOWN)).contains("routes");
  }

  @Test
  void offersNothingWhenNothingIsNear() {
    assertThat(Suggestion.clause("databases", KNOWN)).isEmpty();
  }
}
