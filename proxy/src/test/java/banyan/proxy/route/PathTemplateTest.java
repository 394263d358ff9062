package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {
  @ParameterizedTest
  @CsvSource({
    "/, /, true",
    "/, /a, false",
    "/**, /, true",
    "/**, /a/b, true",
    "/a, /a, true",
    "/a, /a/, false",
    "/a/, /a/, true",
    "/a/{x}, /a/b, true",
    "/a/{x}, /a/, false",
    "/a/{x}, /a/b/c, false",
    "/a/{x}/c, /a/b/c, true",
    "/a/**, /a, true",
    "/a/**, /a/, true",
    "/a/**, /a/b/c, true",
    "/a/**, /ab, false",
    "/a%20b, /a%20b, true",
  })
  void matchesWholeSegments(String template, String path, boolean isMatch) {
    assertThat(PathTemplate.parse(template).matches(path)).isEqualTo(isMatch);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | start it with '/'",
        "/a//b | write one '/'",
        "/a//** | write one '/'",
        "/** /b | {name} stands for one whole segment",
        "/a* | {name} stands for one whole segment",
        "/a/{x}.json | {name} stands for one whole segment",
        "/{x}/{x} | {x} stands twice",
        "/a/../b | is not in normal form",
        "/a?b | is not in normal form",
        "/a%2f | is not in normal form",
        "/ä | is not in normal form",
      })
  void refusesWhatItCannotMeanAndSaysTheRemedy(String template, String remedy) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PathTemplate.parse(template))
        .withMessageContaining(remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/**, /a/{x}/c, true",
    "/a/{x}, /{y}/b, true",
    "/a/{x}, /a, false",
    "/a, /a/**, true",
    "/a/b, /a/c, false",
    "/**, /, true",
    "/{x}, /, false",
  })
  void overlapsWhenSomePathIsMatchedByBoth(String one, String other, boolean isOverlap) {
    PathTemplate first = PathTemplate.parse(one);
    PathTemplate second = PathTemplate.parse(other);
    assertThat(first.overlaps(second)).isEqualTo(isOverlap);
    assertThat(second.overlaps(first)).isEqualTo(isOverlap);
  }
}
