package banyan.proxy.shadow;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.List;

/** The settings of copies of requests. */
public final class ShadowSettings {
  /** Less of a processor would compare nothing that is worth it. */
  private static final double PROCESSOR_MIN = 0.01;

  public static final Setting<Double> SHARE =
      Setting.of(
          "shadow.share",
          "1",
          ShadowSettings::share,
          "Share of a migration's safe requests that may be copied, from 0 to 1; 0 copies none");

  public static final Setting<Integer> RATE =
      Setting.of(
          "shadow.rate",
          "100",
          text -> SettingParsers.wholeNumber(text, 1, 100_000),
          "Requests of one migration that are copied in a second, the rarest behaviour first");

  public static final Setting<Double> PROCESSOR =
      Setting.of(
          "shadow.processor",
          "0.1",
          ShadowSettings::someShare,
          "Share of the processors that copies may take when they are short, at least 0.01; with 1"
              + " copies never give way");

  public static final Setting<Double> SELF =
      Setting.of(
          "shadow.self",
          "0.05",
          ShadowSettings::share,
          "Share of the copied requests that go to the old side once more, to learn its noise");

  public static final Setting<Double> REVERSE =
      Setting.of(
          "shadow.reverse",
          "0.01",
          ShadowSettings::share,
          "Share of the requests of a live migration that are copied to the old side");

  public static final Setting<Duration> TIMEOUT =
      Setting.of(
          "shadow.timeout",
          "10s",
          ShadowSettings::time,
          "Time of a copy until the end of its answer; beyond, it counts as answered with 504");

  public static final Setting<Duration> EVENTS =
      Setting.of(
          "shadow.events",
          "5s",
          ShadowSettings::time,
          "Time in which the events of a stream are kept to be compared");

  public static final Setting<Long> ANSWER_BYTES =
      Setting.of(
          "shadow.answer.bytes",
          "1MiB",
          text -> SettingParsers.bytesUpTo(text, 16L << 20),
          "Body of an answer that is compared at most; more of it is not read");

  public static final Setting<Integer> CONCURRENT =
      Setting.of(
          "shadow.concurrent",
          "16",
          text -> SettingParsers.wholeNumber(text, 1, 64),
          "Copies to one upstream under way at once; more are left out");

  public static final Setting<Integer> LOCAL_CONCURRENT =
      Setting.of(
          "shadow.local.concurrent",
          "2",
          text -> SettingParsers.wholeNumber(text, 1, 64),
          "Copies that local code answers at once, of all migrations; more are left out");

  public static final Setting<Integer> QUEUE =
      Setting.of(
          "shadow.queue",
          "256",
          text -> SettingParsers.wholeNumber(text, 1, 10_000),
          "Answered requests that wait to be copied; more are left out");

  private ShadowSettings() {}

  public static List<Setting<?>> all() {
    return List.of(
        SHARE,
        RATE,
        PROCESSOR,
        SELF,
        REVERSE,
        TIMEOUT,
        EVENTS,
        ANSWER_BYTES,
        CONCURRENT,
        LOCAL_CONCURRENT,
        QUEUE);
  }

  private static double share(String text) {
    String stripped = text.strip();
    if (!stripped.matches("0|1|0?\\.[0-9]{1,6}|1\\.0|0\\.0")) {
      throw new IllegalArgumentException(
          "'" + text + "': write a number from 0 to 1, such as 0.05");
    }
    return Double.parseDouble(stripped);
  }

  private static double someShare(String text) {
    double share = share(text);
    if (share < PROCESSOR_MIN) {
      throw new IllegalArgumentException("'" + text + "': write a number from 0.01 to 1");
    }
    return share;
  }

  private static Duration time(String text) {
    Duration time = SettingParsers.duration(text);
    if (time.toMillis() < 10 || time.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("'" + text + "': write 10ms to 5m");
    }
    return time;
  }
}
