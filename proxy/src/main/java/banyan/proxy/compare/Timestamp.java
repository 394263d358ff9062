package banyan.proxy.compare;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A moment as an answer writes it.
 *
 * @param form what two writings of nearby moments have in common: separator and zone; {@code
 *     +00:00} is {@code Z}
 * @param fractionDigits of the seconds, as written
 */
record Timestamp(Instant instant, String form, int fractionDigits) {
  /** RFC 3339, with or without a zone, and IMF-fixdate (RFC 9110 section 5.6.7). */
  static final String FORM =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?"
          + "(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
          + "|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} [0-9]{4}"
          + " [0-9]{2}:[0-9]{2}:[0-9]{2} GMT";

  private static final int DATE_AND_TIME = 19;

  /** Seconds, or milliseconds, from 2001 to 2096. */
  private static final long EPOCH_MIN = 1_000_000_000L;

  private static final long EPOCH_MAX = 4_000_000_000L;

  /** A moment in a form of {@link #FORM}; empty for the 30th of February and the like. */
  static Optional<Timestamp> parse(String text) {
    try {
      if (!Character.isDigit(text.charAt(0))) {
        var parsed = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).parse(text);
        return Optional.of(new Timestamp(Instant.from(parsed), "GMT", 0));
      }
      int zoneStart = DATE_AND_TIME;
      while (zoneStart < text.length() && isOfFraction(text.charAt(zoneStart))) {
        zoneStart++;
      }
      String zone = text.substring(zoneStart);
      LocalDateTime local = LocalDateTime.parse(text.substring(0, zoneStart).replace(' ', 'T'));
      ZoneOffset offset = zone.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(zone);
      String form = text.charAt(10) + (zone.isEmpty() ? "" : offset.getId());
      int digits = Math.max(0, zoneStart - DATE_AND_TIME - 1);
      return Optional.of(new Timestamp(local.toInstant(offset), form, digits));
    } catch (DateTimeException | StringIndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  /** A moment as seconds or milliseconds since 1970; empty for numbers that look like none. */
  static Optional<Timestamp> ofEpoch(String lexeme) {
    if (!lexeme.matches("[0-9]{10}|[0-9]{13}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(lexeme);
    boolean isMillis = lexeme.length() > 10;
    long seconds = isMillis ? number / 1000 : number;
    if (seconds < EPOCH_MIN || seconds > EPOCH_MAX) {
      return Optional.empty();
    }
    Instant instant = isMillis ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    return Optional.of(new Timestamp(instant, isMillis ? "millis" : "seconds", 0));
  }

  Duration until(Timestamp other) {
    return Duration.between(instant, other.instant);
  }

  /** Whether another one is written alike: none of its seconds has lost its fraction. */
  boolean isKeptBy(Timestamp other) {
    boolean isLost = !isWhole() && other.isWhole();
    return form.equals(other.form) && !isLost;
  }

  private boolean isWhole() {
    return instant.truncatedTo(ChronoUnit.SECONDS).equals(instant);
  }

  private static boolean isOfFraction(char letter) {
    return letter == '.' || (letter >= '0' && letter <= '9');
  }
}
