package banyan.proxy.sampling;

import java.util.Set;
import java.util.TreeSet;

/**
 * The shape of a query: the names of its parameters, in an order of their own, each with the kind
 * of its value. Two searches for different words have one shape; a search without a word, with a
 * negative number or with a second filter has another.
 */
public final class ParameterShape {
  /** More parameters of one query are not told apart. */
  public static final int PARAMETERS_MAX = 16;

  /** Longer names are cut. */
  public static final int NAME_MAX = 40;

  /** Codes in capitals, of currencies and countries, are told apart. */
  private static final int CODE_MAX = 3;

  private ParameterShape() {}

  /**
   * The shape of a query.
   *
   * @param query raw, without the question mark
   */
  public static String of(String query) {
    Set<String> parts = new TreeSet<>();
    int start = 0;
    while (start < query.length() && parts.size() < PARAMETERS_MAX) {
      int end = query.indexOf('&', start);
      String parameter = query.substring(start, end < 0 ? query.length() : end);
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      if (!name.isEmpty()) {
        parts.add(name.substring(0, Math.min(NAME_MAX, name.length())) + kind(value));
      }
      start = end < 0 ? query.length() : end + 1;
    }
    return String.join("&", parts);
  }

  /** Empty, zero, a number by its sign and its digits, a flag, a code, a word, or a longer text. */
  private static String kind(String value) {
    if (value.isEmpty()) {
      return "";
    }
    if (value.equals("true") || value.equals("false")) {
      return "=" + value;
    }
    int digits = 0;
    boolean isNegative = value.charAt(0) == '-';
    for (int i = isNegative ? 1 : 0; i < value.length(); i++) {
      digits += value.charAt(i) >= '0' && value.charAt(i) <= '9' ? 1 : 0;
    }
    if (digits > 0 && digits == value.length() - (isNegative ? 1 : 0)) {
      return value.equals("0") ? "=0" : isNegative ? "=-n" : "=n" + digits;
    }
    boolean isCode = value.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
    if (isCode && value.length() <= CODE_MAX) {
      return "=" + value;
    }
    return value.chars().allMatch(letter -> Character.isLetter(letter) || letter == '_')
        ? "=word"
        : "=text";
  }
}
