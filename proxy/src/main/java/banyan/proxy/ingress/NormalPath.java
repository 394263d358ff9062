package banyan.proxy.ingress;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one normalisation of a request's path (RFC 3986 section 6.2.2), before it is routed,
 * authorised and forwarded, so that all three mean the same resource.
 *
 * <p>Unreserved characters are decoded, hex digits made upper-case, dot segments removed. Whatever
 * two servers may read in two ways is refused: encoded {@code \}, {@code .} and control characters,
 * an encoded percent sign before two hex digits, empty segments (RFC 3986 section 3.3 permits them,
 * many servers fold them), and bytes that are no UTF-8. An encoded {@code /} and {@code ;}
 * parameters stay as they are, for {@code banyan.proxy.route} to admit or refuse; but never where a
 * dot or empty segment would hide behind them.
 */
public sealed interface NormalPath {
  /**
   * A path that can be worked with.
   *
   * @param path starts with {@code /}, or is {@code *}
   * @param sent as it is forwarded: the same, but an encoded slash has the hex digits that came
   */
  record Normal(String path, String sent) implements NormalPath {
    Normal(String path) {
      this(path, path);
    }
  }

  /** A path that nobody may see. */
  record Refused(String reason) implements NormalPath {}

  static NormalPath of(String raw) {
    if (raw.equals("*")) {
      return new Normal(raw);
    }
    if (!raw.startsWith("/")) {
      return new Refused("the path does not start with /");
    }
    return isPlain(raw) ? new Normal(raw) : new Reading(raw).read();
  }

  /** Most paths need no work: no escapes, no dots at a segment's start, nothing to refuse. */
  private static boolean isPlain(String raw) {
    char before = ' ';
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean isSegmentStart = before == '/';
      if (!Octets.isPathCharacter(c) || (isSegmentStart && (c == '.' || c == '/'))) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** One pass over a path that needs a closer look. */
  final class Reading {
    private static final String PERCENT = "%25";
    private static final String SLASH = "%2F";
    private final String raw;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder sent = new StringBuilder();
    private final byte[] bytes;
    private int beyondAscii;

    private Reading(String raw) {
      this.raw = raw;
      this.bytes = new byte[raw.length()];
    }

    private NormalPath read() {
      for (int i = 0; i < raw.length(); i++) {
        char c = raw.charAt(i);
        String wrong = c == '%' ? readEscape(i) : readCharacter(c);
        if (wrong != null) {
          return new Refused(wrong);
        }
        if (c == '%') {
          i += 2;
        }
      }
      if (!isUtf8()) {
        return new Refused("the path's escapes are no UTF-8");
      }
      if (isEscapedTwice()) {
        return new Refused("the path is escaped twice");
      }
      if (hidesSegments()) {
        return new Refused("the path hides a dot or empty segment");
      }
      return withoutDotSegments(out.toString(), sent.toString());
    }

    private @Nullable String readCharacter(char c) {
      if (!isUtf8()) {
        return "the path's escapes are no UTF-8";
      }
      beyondAscii = 0;
      out.append(c);
      sent.append(c);
      return switch (c) {
        case '/', ';' -> null;
        case '\\' -> "the path has a backslash";
        default ->
            Octets.isPathCharacter(c) ? null : "the path has a character that must be escaped";
      };
    }

    private @Nullable String readEscape(int at) {
      int octet = Octets.at(raw, at);
      if (octet < 0) {
        return "the path has a % without two hex digits";
      }
      if (octet >= 0x80) {
        bytes[beyondAscii++] = (byte) octet;
        append(octet);
        return null;
      }
      if (octet < 0x20 || octet == 0x7F) {
        return "the path has an escaped control character";
      }
      if (octet == '\\' || octet == '.') {
        return "the path has an escaped '" + (char) octet + "'";
      }
      if (Octets.isUnreserved((char) octet)) {
        return readCharacter((char) octet);
      }
      String wrong = isUtf8() ? null : "the path's escapes are no UTF-8";
      beyondAscii = 0;
      if (octet == '/') {
        out.append(SLASH);
        sent.append(raw, at, at + SLASH.length());
      } else {
        append(octet);
      }
      return wrong;
    }

    private void append(int octet) {
      Octets.append(out, octet);
      Octets.append(sent, octet);
    }

    /** Whether the run of escaped octets beyond ASCII is UTF-8; overlong forms are not. */
    private boolean isUtf8() {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, beyondAscii));
        return true;
      } catch (CharacterCodingException e) {
        return false;
      }
    }

    /** Seen when the rest is decoded: {@code %252%65} becomes {@code %252e}. */
    private boolean isEscapedTwice() {
      for (int at = out.indexOf(PERCENT); at >= 0; at = out.indexOf(PERCENT, at + 1)) {
        if (Octets.isHexPair(out, at + PERCENT.length())) {
          return true;
        }
      }
      return false;
    }

    /**
     * Whether a server that decodes slashes or drops parameters would find a segment that is empty
     * or dots, and so climb where nobody looked: {@code a%2F..%2Fb}, {@code ..;/b}.
     */
    private boolean hidesSegments() {
      for (String segment : out.substring(1).split("/", -1)) {
        if (segment.indexOf(';') < 0 && !segment.contains(SLASH)) {
          continue;
        }
        for (String part : segment.split(SLASH, -1)) {
          int end = part.indexOf(';');
          String name = end < 0 ? part : part.substring(0, end);
          if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return true;
          }
        }
      }
      return false;
    }

    private static NormalPath withoutDotSegments(String path, String sent) {
      NormalPath normal = withoutDotSegments(path);
      return normal instanceof Normal(String known, String _)
              && withoutDotSegments(sent) instanceof Normal(String kept, String _)
          ? new Normal(known, kept)
          : normal;
    }

    /** RFC 3986 section 5.2.4, but a path that climbs above its root is refused. */
    private static NormalPath withoutDotSegments(String path) {
      Deque<String> kept = new ArrayDeque<>();
      List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
      for (int i = 0; i < segments.size(); i++) {
        String segment = segments.get(i);
        boolean isLast = i == segments.size() - 1;
        if (segment.isEmpty() && !isLast) {
          return new Refused("the path has an empty segment (//)");
        }
        if (segment.equals("..") && kept.pollLast() == null) {
          return new Refused("the path climbs above its root");
        }
        boolean isDots = segment.equals(".") || segment.equals("..");
        if (!isDots) {
          kept.addLast(segment);
        } else if (isLast) {
          kept.addLast("");
        }
      }
      return new Normal("/" + String.join("/", kept));
    }
  }
}
