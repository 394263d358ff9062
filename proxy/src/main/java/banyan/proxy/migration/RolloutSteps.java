package banyan.proxy.migration;

import banyan.proxy.gate.Rollout;
import banyan.proxy.gate.Rollout.Step;
import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The plan of a roll-out as text: {@code 1:10:10m,10:50:20m} is one percent until 10 users were
 * seen and 10 minutes are over, then ten percent. Reading what was written gives the same plan.
 */
public final class RolloutSteps {
  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", Duration.ofDays(1)),
          new Unit("h", Duration.ofHours(1)),
          new Unit("m", Duration.ofMinutes(1)),
          new Unit("s", Duration.ofSeconds(1)));

  private RolloutSteps() {}

  /** Throws IllegalArgumentException that names the step and what would be right. */
  public static Rollout parse(String text) {
    List<Step> steps = new ArrayList<>();
    for (String step : text.split(",", -1)) {
      steps.add(step(step.strip()));
    }
    return new Rollout(steps);
  }

  public static String text(Rollout plan) {
    return plan.steps().stream()
        .map(
            step ->
                new Weight(step.weight()).toString().replace("%", "")
                    + ":"
                    + step.users()
                    + ":"
                    + time(step.time()))
        .collect(Collectors.joining(","));
  }

  private static Step step(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "step '" + text + "': write percent:users:time, such as 10:50:20m");
    }
    try {
      Weight weight = Weight.parse(parts[0]);
      if (weight.equals(Weight.ALL)) {
        throw new IllegalArgumentException(
            "at 100% nobody is left to compare with; after the last step it goes live");
      }
      int users = SettingParsers.wholeNumber(parts[1], 1, Integer.MAX_VALUE);
      return new Step(weight.buckets(), users, SettingParsers.duration(parts[2]));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("step '" + text + "': " + e.getMessage(), e);
    }
  }

  private static String time(Duration time) {
    for (Unit unit : UNITS) {
      if (time.toMillis() % unit.length().toMillis() == 0) {
        return time.dividedBy(unit.length()) + unit.word();
      }
    }
    return time.toMillis() + "ms";
  }

  private record Unit(String word, Duration length) {}
}
