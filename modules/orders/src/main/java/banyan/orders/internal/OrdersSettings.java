package banyan.orders.internal;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.List;

/** The settings that only orders read. */
final class OrdersSettings {
  private static final Duration LEASE_MIN = Duration.ofMillis(100);
  private static final Duration LEASE_MAX = Duration.ofHours(1);

  static final Setting<Duration> LEASE =
      Setting.of(
          "orders.lease",
          "15s",
          OrdersSettings::lease,
          "how long one step of an order may take before another process takes the order over");

  private OrdersSettings() {}

  static List<Setting<?>> all() {
    return List.of(LEASE);
  }

  private static Duration lease(String text) {
    Duration lease = SettingParsers.duration(text);
    if (lease.compareTo(LEASE_MIN) < 0 || lease.compareTo(LEASE_MAX) > 0) {
      throw new IllegalArgumentException("'" + text + "' is not from 100ms to 1h");
    }
    return lease;
  }
}
