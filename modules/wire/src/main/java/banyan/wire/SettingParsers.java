package banyan.wire;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parsers for the values of settings and documents, each with a message that names the remedy. */
public final class SettingParsers {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB)?");

  private SettingParsers() {}

  /** {@code 250ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}. */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no duration; write 250ms, 10s, 5m, 2h");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** {@code 512}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}. */
  public static long bytes(String text) {
    Matcher matcher = BYTES.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no size; write 512, 64KiB, 1MiB, 2GiB");
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "B" : matcher.group(2);
    return switch (unit) {
      case "KiB" -> count << 10;
      case "MiB" -> count << 20;
      case "GiB" -> count << 30;
      default -> count;
    };
  }

  /** Reads 1 byte up to {@code max}; throws IllegalArgumentException for more. */
  public static long bytesUpTo(String text, long max) {
    long bytes = bytes(text);
    if (bytes < 1 || bytes > max) {
      throw new IllegalArgumentException("'" + text + "': use 1 to " + max + " bytes");
    }
    return bytes;
  }

  public static int port(String text) {
    return wholeNumber(text, 0, 65_535);
  }

  public static int wholeNumber(String text, int min, int max) {
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, together with the range
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a whole number from " + min + " to " + max);
  }

  public static boolean flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("'" + text + "': write true or false");
    };
  }
}
