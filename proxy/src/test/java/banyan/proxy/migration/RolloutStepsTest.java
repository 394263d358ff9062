package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.gate.Rollout;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan as text. */
final class RolloutStepsTest {
  @Test
  void readsStepsOfPercentUsersAndTime() {
    Rollout plan = RolloutSteps.parse("0.5:1:90s, 10:50:20m");

    assertThat(plan.steps())
        .containsExactly(
            new Rollout.Step(50, 1, Duration.ofSeconds(90)),
            new Rollout.Step(1_000, 50, Duration.ofMinutes(20)));
  }

  @Test
  void theUsualPlanIsWrittenAsItIsTold() {
    assertThat(RolloutSteps.text(Rollout.DEFAULT)).isEqualTo("1:10:10m,10:50:20m,50:100:30m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:10:10m", "0.01:1:0d,99.99:10000:1d", "2:1:1500ms,3:2:90s,4:3:2h"})
  void whatIsWrittenIsReadAsItWas(String text) {
    assertThat(RolloutSteps.text(RolloutSteps.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10           | step '10': write percent:users:time",
        "10:1         | such as 10:50:20m",
        "10:1:1m:2    | write percent:users:time",
        "'1:1:1m,'    | step ''",
        "x:1:1m       | weight 'x': write percent",
        "100:1:1m     | step '100:1:1m': at 100% nobody is left to compare with",
        "0:1:1m       | weight 0: must be from 1",
        "10:0:1m      | '0' is not a whole number from 1",
        "10:99999:1m  | 99999 users",
        "10:1:soon    | 'soon' is no duration",
        "10:1:1m,10:1:1m | weights must rise",
      })
  void saysWhichStepIsWrong(String text, String complaint) {
    assertThatThrownBy(() -> RolloutSteps.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }
}
