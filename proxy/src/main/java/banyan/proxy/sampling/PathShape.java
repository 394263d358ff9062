package banyan.proxy.sampling;

/**
 * The shape of a path of which no template is known: segments that look like ids are open places.
 * Two products have one shape; a product and its prices have two.
 */
public final class PathShape {
  /** What stands for an id. */
  public static final String OPEN = "{}";

  /** Further segments are not told apart. */
  public static final int SEGMENTS_MAX = 12;

  /** A longer segment is taken for an id. */
  public static final int WORD_MAX = 32;

  /** A version of an interface, such as {@code v2}, has a digit and is no id. */
  private static final int VERSION_MAX = 3;

  private PathShape() {}

  /**
   * The shape of a path.
   *
   * @param path normalised, starts with {@code /}
   */
  public static String of(String path) {
    String[] segments = path.substring(1).split("/", SEGMENTS_MAX + 1);
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < Math.min(SEGMENTS_MAX, segments.length); i++) {
      shape.append('/').append(isId(segments[i]) ? OPEN : segments[i]);
    }
    return segments.length > SEGMENTS_MAX ? shape.append("/**").toString() : shape.toString();
  }

  private static boolean isId(String segment) {
    boolean isVersion =
        segment.length() > 1
            && segment.length() <= VERSION_MAX
            && segment.charAt(0) == 'v'
            && areDigits(segment.substring(1));
    return !isVersion
        && (segment.length() > WORD_MAX
            || segment.indexOf('%') >= 0
            || segment.chars().anyMatch(letter -> letter >= '0' && letter <= '9'));
  }

  private static boolean areDigits(String text) {
    return text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
  }
}
