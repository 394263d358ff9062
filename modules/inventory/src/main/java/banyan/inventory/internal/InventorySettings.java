package banyan.inventory.internal;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.List;

/** The settings that only the inventory reads. */
final class InventorySettings {
  private static final Duration TTL_MIN = Duration.ofSeconds(1);
  private static final Duration TTL_MAX = Duration.ofDays(7);

  static final Setting<Duration> RESERVATION_TTL =
      Setting.of(
          "inventory.reservation.ttl",
          "10m",
          InventorySettings::ttl,
          "how long stock is held for who reserved it and has not committed yet");

  private InventorySettings() {}

  static List<Setting<?>> all() {
    return List.of(RESERVATION_TTL);
  }

  private static Duration ttl(String text) {
    Duration ttl = SettingParsers.duration(text);
    if (ttl.compareTo(TTL_MIN) < 0 || ttl.compareTo(TTL_MAX) > 0) {
      throw new IllegalArgumentException("'" + text + "' is not from 1s to 7d");
    }
    return ttl;
  }
}
