package banyan.proxy.rollout;

import banyan.proxy.gate.Margins;
import banyan.proxy.migration.Terms;
import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import banyan.wire.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the gates of this process tolerate, and whether they move anything by themselves. */
public final class GateSettings {
  private static final int INSTANCES_MAX = 1_000;

  public static final Setting<Boolean> AUTOMATIC =
      Setting.of(
          "gate.automatic",
          "true",
          SettingParsers::flag,
          "The gates roll back harmful canaries and carry out roll-outs; off: they only tell");

  public static final Setting<Integer> INSTANCES =
      Setting.of(
          "gate.instances",
          "1",
          text -> SettingParsers.wholeNumber(text, 1, INSTANCES_MAX),
          "So many instances answer, each with gates of its own: they share the 1 % of false"
              + " roll-backs");

  public static final Setting<Double> ERROR_RATIO =
      Setting.of(
          "gate.error-ratio",
          "2",
          text -> decimal(text, 1, 16),
          "A candidate may have so many times the baseline's errors");

  public static final Setting<Double> ERROR_SHARE =
      Setting.of(
          "gate.error-share",
          "0.005",
          text -> decimal(text, 0, 0.999),
          "Or so many more errors, as a share of the requests");

  public static final Setting<Double> LATENCY_P50 =
      Setting.of(
          "gate.latency-p50",
          "0.15",
          text -> decimal(text, 0, 100),
          "Its median may be longer by this share of the baseline's");

  public static final Setting<Double> LATENCY_P95 =
      Setting.of(
          "gate.latency-p95",
          "0.2",
          text -> decimal(text, 0, 100),
          "Its slowest twentieth may be longer by this share");

  public static final Setting<Double> LATENCY_P99 =
      Setting.of(
          "gate.latency-p99",
          "0.3",
          text -> decimal(text, 0, 100),
          "Its slowest hundredth may be longer by this share");

  public static final Setting<Duration> LATENCY_FLOOR =
      Setting.of(
          "gate.latency-floor",
          "5ms",
          text -> upTo(text, Duration.ofMinutes(1)),
          "Or each of them by this");

  public static final Setting<Double> PARITY_RATE =
      Setting.of(
          "gate.parity-rate",
          "0.001",
          text -> decimal(text, 0, 0.999),
          "So many of the answers that were compared may differ");

  public static final Setting<Integer> COMPARED_MIN =
      Setting.of(
          "gate.compared-min",
          "0",
          text -> SettingParsers.wholeNumber(text, 0, Integer.MAX_VALUE),
          "Comparisons needed to promote; with 0, parity counts when there is any");

  public static final Setting<Integer> USERS =
      Setting.of(
          "gate.users",
          "10",
          text -> SettingParsers.wholeNumber(text, 1, Margins.USERS_MAX),
          "Users of each side needed at a weight");

  public static final Setting<Duration> TIME =
      Setting.of(
          "gate.time", "10m", text -> upTo(text, Duration.ofDays(365)), "Time needed at a weight");

  private static final double MILLIS_PER_NANO = 1e-6;

  private GateSettings() {}

  public static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(List.of(AUTOMATIC, INSTANCES));
    all.addAll(tolerated());
    return all;
  }

  /** Those that make the {@link #margins}. */
  public static List<Setting<?>> tolerated() {
    return List.of(
        ERROR_RATIO,
        ERROR_SHARE,
        LATENCY_P50,
        LATENCY_P95,
        LATENCY_P99,
        LATENCY_FLOOR,
        PARITY_RATE,
        COMPARED_MIN,
        USERS,
        TIME);
  }

  /** What the candidate of a migration is allowed: its own terms, else what the process says. */
  public static Margins margins(Settings process, Terms own) {
    return new Margins(
        own.get(ERROR_RATIO, process),
        own.get(ERROR_SHARE, process),
        own.get(LATENCY_P50, process),
        own.get(LATENCY_P95, process),
        own.get(LATENCY_P99, process),
        own.get(LATENCY_FLOOR, process).toNanos() * MILLIS_PER_NANO,
        own.get(PARITY_RATE, process),
        own.get(COMPARED_MIN, process),
        own.get(USERS, process),
        own.get(TIME, process));
  }

  private static double decimal(String text, double above, double max) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value > above && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, together with the range
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a number above " + above + " and up to " + max);
  }

  private static Duration upTo(String text, Duration max) {
    Duration duration = SettingParsers.duration(text);
    if (duration.compareTo(max) > 0) {
      throw new IllegalArgumentException("'" + text + "': use " + max.toSeconds() + "s at most");
    }
    return duration;
  }
}
