package banyan.platform.calls;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable value that crosses as one JSON value: numbers and flags as such, everything else as
 * text. Decimals are text so that no reader between rounds them; times keep their offset.
 *
 * @param expectation completes "must be"
 */
record ScalarForm(String expectation, Writing writing, Function<JsonNode, @Nullable Object> reading)
    implements WireForm {
  /** A decimal may have so many digits, and so many of them behind or before the point. */
  static final int DECIMAL_DIGITS_MAX = 100;

  private static final int UUID_LENGTH = 36;

  private static final Map<Class<?>, WireForm> KNOWN =
      Map.ofEntries(
          Map.entry(boolean.class, flag()),
          Map.entry(Boolean.class, flag()),
          Map.entry(int.class, whole("a whole number of 32 bits", ScalarForm::readInt)),
          Map.entry(Integer.class, whole("a whole number of 32 bits", ScalarForm::readInt)),
          Map.entry(long.class, whole("a whole number of 64 bits", ScalarForm::readLong)),
          Map.entry(Long.class, whole("a whole number of 64 bits", ScalarForm::readLong)),
          text(String.class, "text", String::toString, text -> text),
          text(UUID.class, "a UUID", UUID::toString, ScalarForm::readUuid),
          text(Instant.class, "an instant of ISO 8601", Instant::toString, Instant::parse),
          text(LocalDate.class, "a date of ISO 8601", LocalDate::toString, LocalDate::parse),
          text(
              OffsetDateTime.class,
              "a time with offset of ISO 8601",
              OffsetDateTime::toString,
              OffsetDateTime::parse),
          text(Duration.class, "a duration of ISO 8601", Duration::toString, Duration::parse),
          text(
              BigDecimal.class,
              "a decimal of at most " + DECIMAL_DIGITS_MAX + " digits, as text",
              decimal -> small(decimal).toString(),
              text -> small(readDecimal(text))));

  /** Writes one value. */
  interface Writing {
    void write(Object value, JsonGenerator out) throws IOException;
  }

  static Optional<WireForm> of(Class<?> type) {
    return Optional.ofNullable(KNOWN.get(type));
  }

  /** An enum crosses as the name of its constant. */
  static WireForm ofEnum(Class<?> type) {
    Map<String, Object> constants =
        Stream.of(type.getEnumConstants())
            .collect(Collectors.toUnmodifiableMap(constant -> ((Enum<?>) constant).name(), c -> c));
    return new ScalarForm(
        "one of " + constants.keySet().stream().sorted().collect(Collectors.joining(", ")),
        (value, out) -> out.writeString(((Enum<?>) value).name()),
        node -> node.isTextual() ? constants.get(node.textValue()) : null);
  }

  @Override
  public void write(Object value, JsonGenerator out) throws IOException {
    writing.write(value, out);
  }

  @Override
  public Object read(JsonNode node, Members members) {
    Object value;
    try {
      value = reading.apply(node);
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      value = null;
    }
    if (value == null) {
      throw WireFault.of("must be " + expectation);
    }
    return value;
  }

  @Override
  public Object copy(Object value) {
    return value;
  }

  private static WireForm flag() {
    return new ScalarForm(
        "true or false",
        (value, out) -> out.writeBoolean((Boolean) value),
        node -> node.isBoolean() ? node.booleanValue() : null);
  }

  private static WireForm whole(String expectation, Function<JsonNode, @Nullable Object> reading) {
    return new ScalarForm(
        expectation, (value, out) -> out.writeNumber(((Number) value).longValue()), reading);
  }

  private static <T> Map.Entry<Class<?>, WireForm> text(
      Class<T> type, String expectation, Function<T, String> toText, Function<String, T> parse) {
    return Map.entry(
        type,
        new ScalarForm(
            expectation,
            (value, out) -> out.writeString(wellFormed(toText.apply(type.cast(value)))),
            node -> node.isTextual() ? parse.apply(wellFormed(node.textValue())) : null));
  }

  private static @Nullable Object readInt(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : null;
  }

  private static @Nullable Object readLong(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
  }

  /** The JDK reads shorter groups too. */
  private static UUID readUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      throw new IllegalArgumentException("no UUID");
    }
    return UUID.fromString(text);
  }

  private static BigDecimal readDecimal(String text) {
    // Longer than any decimal that may be written: digits, sign, point, exponent.
    if (text.length() > 2 * DECIMAL_DIGITS_MAX) {
      throw new IllegalArgumentException("too long");
    }
    return new BigDecimal(text);
  }

  /** A decimal whose plain form stays small: 1E+999999999 would not. */
  private static BigDecimal small(BigDecimal decimal) {
    if (decimal.precision() > DECIMAL_DIGITS_MAX
        || Math.abs((long) decimal.scale()) > DECIMAL_DIGITS_MAX) {
      throw WireFault.of("must be a decimal of at most " + DECIMAL_DIGITS_MAX + " digits");
    }
    return decimal;
  }

  /** UTF-8 has no form for half of a surrogate pair: it would arrive as a question mark. */
  static String wellFormed(String text) {
    boolean isBroken =
        text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    if (isBroken) {
      throw WireFault.of("must be Unicode text, without half a surrogate pair");
    }
    return text;
  }
}
