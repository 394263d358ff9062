package banyan.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 sections 8.8.3, 13.1.1 and 13.1.2. */
final class EntityTagsTest {
  private static final EntityTag CURRENT = EntityTag.strong("3");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        // field; admitted for a change; included in what a cache knows
        "*; true; true",
        "\"3\"; true; true",
        "W/\"3\"; false; true",
        "\"2\"; false; false",
        "\"2\", \"3\"; true; true",
        "\"2\",W/\"3\"; false; true",
        "'\"a,b\" , \"3\"'; true; true",
        ", ,\"3\",; true; true",
        "\"\"; false; false",
      })
  void comparesAsTheFieldDemands(String field, boolean isAdmitted, boolean isIncluded) {
    EntityTags tags = EntityTags.read(field).orElseThrow();

    assertThat(tags.admit(CURRENT)).isEqualTo(isAdmitted);
    assertThat(tags.include(CURRENT)).isEqualTo(isIncluded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "3",
        "\"3",
        "3\"",
        "\"3\" \"4\"",
        "*, \"3\"",
        "w/\"3\"",
        "W/ \"3\"",
        "\"3\";\"4\"",
        "\"\u0007\"",
      })
  void refusesWhatIsNoListOfTags(String field) {
    assertThat(EntityTags.read(field)).isEmpty();
  }

  @Test
  void readsOnlySoManyTags() {
    assertThat(EntityTags.read(tags(EntityTags.TAGS_MAX))).isPresent();
    assertThat(EntityTags.read(tags(EntityTags.TAGS_MAX + 1))).isEqualTo(Optional.empty());
  }

  @Test
  void aTagIsReadAsItWasWritten() {
    EntityTag weak = new EntityTag("3", true);

    assertThat(EntityTags.read(weak.text() + "," + CURRENT.text()))
        .contains(new EntityTags.Listed(java.util.List.of(weak, CURRENT)));
  }

  private static String tags(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> EntityTag.strong(Integer.toString(n)).text())
        .collect(Collectors.joining(","));
  }
}
