package banyan.testing;

import static banyan.testing.TestSize.DEFAULT;
import static banyan.testing.TestSize.FAST;
import static banyan.testing.TestSize.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A size has what is left to it and to the smaller ones. */
final class FromSizeTest {
  @ParameterizedTest
  @EnumSource
  void leavesOutWhatIsLeftToALargerSize(TestSize current) {
    List<TestSize> reached =
        switch (current) {
          case FAST -> List.of(FAST);
          case DEFAULT -> List.of(FAST, DEFAULT);
          case LONG -> List.of(FAST, DEFAULT, LONG);
        };

    assertThat(TestSize.values())
        .filteredOn(smallest -> !FromSize.Condition.decide(smallest, current).isDisabled())
        .containsExactlyElementsOf(reached);
  }

  @Test
  void saysWhatItIsLeftTo() {
    assertThat(FromSize.Condition.decide(LONG, DEFAULT).getReason())
        .contains("left to the size LONG");
  }

  @Test
  @FromSize(DEFAULT)
  void isHeardByJUnitOnAMethod() {
    assertThat(TestSize.current()).isNotEqualTo(FAST);
  }
}
