package banyan.proxy.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers of JSON by their lexemes (RFC 8259 section 6): written as they were read, so that {@code
 * 1.0} never becomes {@code 1} and no digit is lost.
 */
public final class JsonNumber {
  public static final int LENGTH_MAX = 1000;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private JsonNumber() {}

  /** The number that a text spells; empty when it spells none, or a longer one than is taken. */
  public static Optional<JsonNode> parse(String text) {
    return text.length() <= LENGTH_MAX && NUMBER.matcher(text).matches()
        ? Optional.of(of(text))
        : Optional.empty();
  }

  /** A number whose lexeme is known to be one. */
  public static JsonNode of(String lexeme) {
    return new POJONode(new RawValue(lexeme));
  }

  /** The lexeme, if the node is a number. */
  public static Optional<String> lexeme(JsonNode node) {
    return node instanceof POJONode pojo && pojo.getPojo() instanceof RawValue raw
        ? Optional.of(String.valueOf(raw.rawValue()))
        : Optional.empty();
  }
}
