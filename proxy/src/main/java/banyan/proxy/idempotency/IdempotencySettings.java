package banyan.proxy.idempotency;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.List;

/** The limits of the ledger. */
public final class IdempotencySettings {
  private static final long BYTES_MAX = 1 << 20;
  private static final Duration LEASE_MIN = Duration.ofSeconds(1);
  private static final Duration LEASE_MAX = Duration.ofHours(1);

  public static final Setting<Duration> LEASE =
      Setting.of(
          "proxy.idempotency.lease",
          "1m",
          IdempotencySettings::lease,
          "After it a request with an idempotency key counts as lost, and its key may be sent again"
              + " to the same side");

  public static final Setting<Integer> CONCURRENT =
      Setting.of(
          "proxy.idempotency.concurrent",
          "1000",
          text -> SettingParsers.wholeNumber(text, 1, 1_000_000),
          "Requests whose key is in the ledger at once, at most; more are answered 503");

  public static final Setting<Long> BODY_BYTES =
      Setting.of(
          "proxy.idempotency.body.bytes",
          "1MiB",
          text -> SettingParsers.bytesUpTo(text, BYTES_MAX),
          "Largest body of a request whose answer the proxy replays; above it 413");

  public static final Setting<Long> ANSWER_BYTES =
      Setting.of(
          "proxy.idempotency.answer.bytes",
          "256KiB",
          text -> SettingParsers.bytesUpTo(text, BYTES_MAX),
          "Largest answer that the proxy keeps to replay; a repetition of one that was larger is"
              + " answered 503");

  private IdempotencySettings() {}

  private static Duration lease(String text) {
    Duration time = SettingParsers.duration(text);
    if (time.compareTo(LEASE_MIN) < 0 || time.compareTo(LEASE_MAX) > 0) {
      throw new IllegalArgumentException("'" + text + "': use a time from 1s to 1h");
    }
    return time;
  }

  public static List<Setting<?>> all() {
    return List.of(LEASE, CONCURRENT, BODY_BYTES, ANSWER_BYTES);
  }
}
