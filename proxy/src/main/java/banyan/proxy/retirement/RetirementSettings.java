package banyan.proxy.retirement;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.List;

/** What is demanded before an old side may go. */
public final class RetirementSettings {
  public static final Setting<Duration> QUIET =
      Setting.of(
          "migration.quiet",
          "7d",
          SettingParsers::duration,
          "So long nobody must have needed the old side of a migration before it may be retired");

  public static final Setting<Double> MISMATCH =
      Setting.of(
          "migration.rollback.mismatch",
          "0.01",
          RetirementSettings::share,
          "Share of the old side's answers that may differ while going back counts as safe: the"
              + " upper bound at 95 %");

  private RetirementSettings() {}

  public static List<Setting<?>> all() {
    return List.of(QUIET, MISMATCH);
  }

  private static double share(String text) {
    try {
      double share = Double.parseDouble(text.strip());
      if (share > 0 && share < 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "'" + text + "': write a share between 0 and 1, such as 0.01");
  }
}
