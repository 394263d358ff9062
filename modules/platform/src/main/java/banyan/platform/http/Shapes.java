package banyan.platform.http;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words in which a context says what its requests and answers look like. */
public final class Shapes {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  // Four digits of year: a database's timestamps end long before those of Instant.
  private static final Pattern INSTANT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

  private Shapes() {}

  /** Text of {@code min} to {@code max} characters (code points), without NUL. */
  public static TextShape text(int min, int max) {
    return new TextShape(min, max, null, null, null, "x".repeat(Math.max(min, Math.min(max, 3))));
  }

  /** A UUID in the canonical form with hyphens (RFC 9562). */
  public static Shape uuid() {
    return text(36, 36)
        .matching(UUID.pattern(), "must be a UUID", "0192f3c1-7d1a-7000-8000-00000000002a")
        .format("uuid");
  }

  /** A moment as RFC 3339 writes it, in the years 0000 to 9999. */
  public static Shape instant() {
    return new InstantShape(
        text(20, 35)
            .matching(
                INSTANT.pattern(),
                "must be a time such as 2026-11-21T09:00:00Z",
                "2026-11-21T09:00:00Z")
            .format("date-time"));
  }

  /** A whole number without fraction or exponent, from {@code min} to {@code max}. */
  public static Shape integer(long min, long max) {
    return new IntegerShape(min, max);
  }

  /** A decimal number from {@code min} to {@code max}. */
  public static Shape number(BigDecimal min, BigDecimal max) {
    return new NumberShape(min, max);
  }

  /** True or false. */
  public static Shape flag() {
    return new FlagShape();
  }

  /** A field that {@link EntityTags} can read: If-Match and If-None-Match. */
  public static Shape entityTags() {
    return new EntityTagsShape();
  }

  /** One of some words. */
  public static Shape oneOf(String... words) {
    return new WordShape(List.of(words));
  }

  /** One of an enum's constants, written in lower case with hyphens ({@code ON_SALE}: on-sale). */
  public static <E extends Enum<E>> Shape oneOf(Class<E> type) {
    return new WordShape(Stream.of(type.getEnumConstants()).map(Shapes::word).toList());
  }

  /** An array of at most {@code max} values. */
  public static Shape array(Shape each, int max) {
    return new ArrayShape(each, max);
  }

  /** An object with keys of the client's choice, at most {@code max} of them. */
  public static Shape map(Shape each, int max) {
    return new MapShape(each, max);
  }

  /** The shape, or null. */
  public static Shape nullable(Shape shape) {
    return new NullableShape(shape);
  }

  /**
   * An object with the members that are added to it and no others.
   *
   * @param name its name in the description, such as {@code NewProduct}; unique in the product
   */
  public static ObjectShape object(String name) {
    return new ObjectShape(name, List.of());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether {@code text} is a moment that the calendar has. */
  static boolean isInstant(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  static TextNode textNode(String text) {
    return TextNode.valueOf(text);
  }
}
