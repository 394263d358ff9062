package banyan.proxy.artefact;

import banyan.proxy.migration.Salt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The marks of the new side of one migration: {@code ~} and 11 characters of a keyed hash and
 * {@code .} stand in front of what it minted. The key is the salt of the migration, so every
 * instance knows it, nobody else can make a mark up, and the mark of one text is that of no other.
 * All characters of a mark are unreserved in URIs (RFC 3986 section 2.3) and legal in entity tags.
 * Pure.
 */
final class Marks {
  /** Characters of a mark. */
  static final int LENGTH = 13;

  private static final char BEGIN = '~';
  private static final char END = '.';

  /** A text of an identity has no such character, so that no bucket tells of a mark. */
  private static final char SEPARATOR = '\0';

  private final Salt salt;

  Marks(Salt salt) {
    this.salt = salt;
  }

  /**
   * The mark of a text.
   *
   * @param kind of artefact, since the mark of a cursor shall not do for a validator
   */
  String of(String kind, String text) {
    long hash = salt.hash("artefact" + SEPARATOR + kind + SEPARATOR + text);
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(hash).array();
    return BEGIN + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + END;
  }

  String marked(String kind, String text) {
    return of(kind, text) + text;
  }

  /** What is behind the mark; null where none of this migration stands in front. */
  @Nullable String unmarked(String kind, String text) {
    if (text.length() < LENGTH || text.charAt(0) != BEGIN) {
      return null;
    }
    String rest = text.substring(LENGTH);
    return isMark(text.substring(0, LENGTH), kind, rest) ? rest : null;
  }

  /**
   * What is behind the mark of a part of a URI, escaped as it came; null where none stands in
   * front. Clients escape what they were given, or do not, or as forms do.
   */
  @Nullable String unmarkedEscaped(String kind, String escaped) {
    int end = UriText.endOf(escaped, LENGTH);
    if (end < 0) {
      return null;
    }
    String mark = UriText.decoded(escaped.substring(0, end));
    if (mark.length() != LENGTH || mark.charAt(0) != BEGIN) {
      return null;
    }
    String rest = escaped.substring(end);
    for (String text : UriText.readings(rest)) {
      if (isMark(mark, kind, text)) {
        return rest;
      }
    }
    return null;
  }

  private boolean isMark(String offered, String kind, String text) {
    return MessageDigest.isEqual(
        of(kind, text).getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
  }
}
