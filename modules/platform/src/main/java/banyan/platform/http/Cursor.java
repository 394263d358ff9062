package banyan.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in one list that is ordered by id: after {@code last}. Its text is opaque to clients and
 * good in every instance.
 *
 * <p>The text is the id and a digest of everything the place depends on, so that a cursor which was
 * cut, altered, or taken from another list is refused. The digest has no key: who forges one sees
 * rows that the list shows anyway.
 *
 * @param list what makes the list: its name with a version, the tenant, each filter; no part may
 *     contain NUL. A new version makes every older cursor invalid
 */
public record Cursor(List<String> list, UUID last) {
  /** 24 bytes in Base64. */
  private static final int LENGTH = 32;

  /** Longer texts are refused unread. */
  private static final int LENGTH_MAX = 64;

  private static final int ID_BYTES = 16;
  private static final int DIGEST_BYTES = 8;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder();

  public Cursor {
    list = List.copyOf(list);
  }

  /** What a request may send as a cursor, and a page carries as {@code next}. */
  public static Shape shape() {
    return Shapes.text(1, LENGTH_MAX).example("AZuNDmwAeryN7wEjRWeJqwLBuDv5aDUR");
  }

  /** Reads a cursor of this list; empty when it is not one. */
  public static Optional<Cursor> read(String text, List<String> list) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      Cursor cursor = new Cursor(list, new UUID(bytes.getLong(), bytes.getLong()));
      return cursor.text().equals(text) ? Optional.of(cursor) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public String text() {
    return ENCODER.encodeToString(
        ByteBuffer.allocate(ID_BYTES + DIGEST_BYTES)
            .putLong(last.getMostSignificantBits())
            .putLong(last.getLeastSignificantBits())
            .put(digest(), 0, DIGEST_BYTES)
            .array());
  }

  private byte[] digest() {
    String place = String.join("\0", list) + "\0" + last;
    try {
      return MessageDigest.getInstance("SHA-256").digest(place.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
