package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.RouteDocument.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of docs/routes.md hold. */
class RoutesGuideTest {
  private static final Pattern GOOD = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REFUSED =
      Pattern.compile("```yaml refused\n(.*?)```\n```text\n(.*?)```", Pattern.DOTALL);
  private static final LocalCode LOCAL =
      new LocalCode(
          List.of(SampleRoutes.declared("GET", "/api/v1/products/{id}")),
          Set.of("catalog"),
          Set.of("catalog"));

  private final String guide =
      Files.readString(Path.of(System.getProperty("banyan.root"), "docs", "routes.md"));

  RoutesGuideTest() throws IOException {}

  @Test
  void everyExampleIsAccepted() {
    List<MatchResult> examples = GOOD.matcher(guide).results().toList();
    assertThat(examples).isNotEmpty();
    for (MatchResult example : examples) {
      assertThat(RouteDocument.read("routes.yaml", example.group(1), LOCAL))
          .isInstanceOf(Reading.Valid.class);
    }
  }

  @Test
  void everyRefusalIsShownAsItIsPrinted() {
    List<MatchResult> examples = REFUSED.matcher(guide).results().toList();
    assertThat(examples).isNotEmpty();
    for (MatchResult example : examples) {
      var invalid = (Reading.Invalid) RouteDocument.read("routes.yaml", example.group(1), LOCAL);
      assertThat(invalid.faults().stream().map(Object::toString).collect(Collectors.joining("\n")))
          .isEqualTo(example.group(2).strip());
    }
  }
}
