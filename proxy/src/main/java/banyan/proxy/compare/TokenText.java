package banyan.proxy.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as what must be equal, and the tokens in it that may differ. Two texts with one skeleton
 * say the same as far as their tokens do, one by one.
 *
 * @param skeleton the text with a mark in the place of each token
 * @param tokens in their order
 */
record TokenText(String skeleton, List<Token> tokens) {
  /** Longer texts are literal. */
  static final int LENGTH_MAX = 1 << 16;

  private static final Pattern STRONG =
      Pattern.compile(
          "(?<origin>https?://[A-Za-z0-9._~%@:\\[\\]-]{1,255})|(?<![0-9A-Za-z])(?:(?<time>"
              + Timestamp.FORM
              + ")|(?<id>"
              + IdFamily.UUID.form()
              + "|"
              + IdFamily.ULID.form()
              + "|"
              + IdFamily.HEX.form()
              + "))(?![0-9A-Za-z])");

  /** A segment of a path, or a value of a query parameter, whose name is in group 1. */
  private static final Pattern PART =
      Pattern.compile("(?:(?<=/)|[?&]([^=&?#/]{1,100})=)([^/?&#=,;<>\"\\s]{1,64})(?=[/?&#>]|$)");

  private static final char MARK = '\u0001';
  private static final Pattern ZONES = Pattern.compile(MARK + "time[^" + MARK + "]*" + MARK);

  TokenText {
    tokens = List.copyOf(tokens);
  }

  /** The skeleton for which moments in any zone are alike. */
  String skeletonWithoutZones() {
    return ZONES.matcher(skeleton).replaceAll(MARK + "time" + MARK);
  }

  static TokenText plain(String text) {
    return new TokenText(text, List.of());
  }

  static TokenText of(Token token) {
    return new TokenText(mark(token), List.of(token));
  }

  /** Finds what is an id, a moment or an origin wherever it stands, and the ids in a path. */
  static TokenText scan(String text) {
    if (text.length() < 2 || text.length() > LENGTH_MAX || !mayHaveTokens(text)) {
      return plain(text);
    }
    StringBuilder skeleton = new StringBuilder();
    List<Token> tokens = new ArrayList<>();
    boolean isPath = isPath(text);
    Matcher matcher = STRONG.matcher(text);
    int end = 0;
    while (matcher.find()) {
      Optional<Token> token = token(matcher);
      if (token.isPresent()) {
        scanBetween(text.substring(end, matcher.start()), isPath, skeleton, tokens);
        skeleton.append(mark(token.get()));
        tokens.add(token.get());
        end = matcher.end();
      }
    }
    scanBetween(text.substring(end), isPath, skeleton, tokens);
    return new TokenText(skeleton.toString(), tokens);
  }

  private static boolean mayHaveTokens(String text) {
    return text.indexOf('/') >= 0 || hasDigit(text);
  }

  private static boolean isPath(String text) {
    return text.startsWith("/")
        || text.startsWith("http://")
        || text.startsWith("https://")
        || text.startsWith("<");
  }

  private static Optional<Token> token(Matcher found) {
    if (found.group("origin") != null) {
      return Optional.of(new Token.Origin(found.group()));
    }
    if (found.group("time") != null) {
      return Timestamp.parse(found.group()).map(moment -> new Token.Time(found.group(), moment));
    }
    return IdFamily.of(found.group()).map(family -> new Token.Id(found.group(), family, Stem.ANY));
  }

  /** What stands between two strong tokens; a version is no id, nor is {@code page=2}. */
  private static void scanBetween(
      String text, boolean isPath, StringBuilder skeleton, List<Token> tokens) {
    int end = 0;
    Matcher matcher = PART.matcher(text);
    while (isPath && matcher.find()) {
      String part = matcher.group(2);
      Optional<IdFamily> family = IdFamily.of(part);
      boolean isParameter = matcher.group(1) != null;
      boolean isId = isParameter ? FieldWords.areIds(matcher.group(1)) : hasDigit(part);
      if (isId && family.isPresent()) {
        String word =
            isParameter
                ? FieldWords.stem(Place.BODY.field(matcher.group(1)))
                : FieldWords.stem(segmentBefore(text, matcher.start(2)));
        Token token = new Token.Id(part, family.get(), Stem.of(word));
        skeleton.append(text, end, matcher.start(2)).append(mark(token));
        tokens.add(token);
        end = matcher.end(2);
      }
    }
    skeleton.append(text.substring(end));
  }

  /** A segment without a digit is a word of the path. */
  private static boolean hasDigit(String part) {
    return part.chars().anyMatch(letter -> letter >= '0' && letter <= '9');
  }

  private static String segmentBefore(String text, int start) {
    int slash = start - 1;
    int before = text.lastIndexOf('/', slash - 1);
    return before < 0 || slash < 1 ? "" : text.substring(before + 1, slash);
  }

  private static String mark(Token token) {
    return switch (token) {
      case Token.Id _ -> MARK + "id" + MARK;
      case Token.Time time -> MARK + "time" + time.moment().form() + MARK;
      case Token.Origin _ -> MARK + "origin" + MARK;
    };
  }
}
