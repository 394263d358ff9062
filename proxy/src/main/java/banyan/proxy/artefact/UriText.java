package banyan.proxy.artefact;

import banyan.proxy.route.Handle.Carrier;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds and edits handles in references and in their parts (RFC 3986). Pure functions. */
final class UriText {
  private static final int ESCAPE_LENGTH = 3;

  private UriText() {}

  /** The text with its escapes resolved; one that is none stays. */
  static String decoded(String escaped) {
    return escaped.indexOf('%') < 0 ? escaped : formDecoded(escaped.replace("+", "%2B"));
  }

  /** What a client may mean: an escaped text, a text that it did not escape, or a form's. */
  static Set<String> readings(String escaped) {
    return escaped.indexOf('%') < 0 && escaped.indexOf('+') < 0
        ? Set.of(escaped)
        : new LinkedHashSet<>(List.of(decoded(escaped), escaped, formDecoded(escaped)));
  }

  /** Where so many characters end, each of which may be escaped; -1 where there are fewer. */
  static int endOf(String escaped, int characters) {
    int at = 0;
    for (int i = 0; i < characters; i++) {
      if (at >= escaped.length()) {
        return -1;
      }
      at += escaped.charAt(at) == '%' ? ESCAPE_LENGTH : 1;
    }
    return at <= escaped.length() ? at : -1;
  }

  /** Edits the values of one parameter, escaped as they are; empty ones stay. */
  static String editParameter(String query, String name, UnaryOperator<String> edit) {
    String[] pairs = query.split("&", -1);
    for (int i = 0; i < pairs.length; i++) {
      int equals = pairs[i].indexOf('=');
      if (equals > 0
          && equals < pairs[i].length() - 1
          && decoded(pairs[i].substring(0, equals)).equals(name)) {
        pairs[i] = pairs[i].substring(0, equals + 1) + edit.apply(pairs[i].substring(equals + 1));
      }
    }
    return String.join("&", pairs);
  }

  /** Edits a segment of a path that the template matches, escaped as it is. */
  static String editSegment(String path, Carrier.Segment at, UnaryOperator<String> edit) {
    if (!path.startsWith("/") || !at.template().matches(path)) {
      return path;
    }
    String[] segments = path.substring(1).split("/", -1);
    segments[at.segment()] = edit.apply(segments[at.segment()]);
    return "/" + String.join("/", segments);
  }

  /**
   * Edits the handle in a reference; one to another host stays as it is.
   *
   * @param authority the host and port of the request; null for none
   */
  static String editReference(
      String reference, @Nullable String authority, Carrier carrier, UnaryOperator<String> edit) {
    int pathBegin = pathBegin(reference, authority);
    if (pathBegin < 0) {
      return reference;
    }
    int fragment = indexOr(reference, '#', reference.length());
    int question = Math.min(indexOr(reference, '?', fragment), fragment);
    String path = reference.substring(pathBegin, Math.max(question, pathBegin));
    String query = question < fragment ? reference.substring(question + 1, fragment) : null;
    String front = reference.substring(0, pathBegin);
    String end = reference.substring(fragment);
    return switch (carrier) {
      case Carrier.Segment segment ->
          front + editSegment(path, segment, edit) + (query == null ? "" : "?" + query) + end;
      case Carrier.Parameter(String name) ->
          query == null ? reference : front + path + "?" + editParameter(query, name, edit) + end;
      case Carrier.Member _ -> reference;
    };
  }

  /** Where the path begins, behind an authority of our own; -1 behind another one. */
  private static int pathBegin(String reference, @Nullable String authority) {
    int slashes = reference.indexOf("//");
    boolean isAbsolute =
        slashes == 0 || (slashes > 0 && reference.charAt(slashes - 1) == ':' && isEarly(reference));
    if (!isAbsolute) {
      return 0;
    }
    int begin = slashes + 2;
    int end = begin;
    while (end < reference.length() && "/?#".indexOf(reference.charAt(end)) < 0) {
      end++;
    }
    return reference.substring(begin, end).equalsIgnoreCase(authority) ? end : -1;
  }

  /** Whether the first colon stands before anything of a path, so that it ends a scheme. */
  private static boolean isEarly(String reference) {
    int colon = reference.indexOf(':');
    for (int i = 0; i < colon; i++) {
      if ("/?#".indexOf(reference.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static int indexOr(String text, char character, int otherwise) {
    int index = text.indexOf(character);
    return index < 0 ? otherwise : index;
  }

  private static String formDecoded(String escaped) {
    try {
      return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return escaped;
    }
  }
}
