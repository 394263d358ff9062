package banyan.catalog.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import banyan.catalog.ProductId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in one list of products: after {@code last}, in the list that this tenant and filter
 * make. Its text is opaque to clients and good in every instance.
 *
 * <p>The text is the id and a digest of everything the place depends on, so that a cursor which was
 * cut, altered, or taken from another list is refused. The digest has no key: who forges one sees
 * rows that the list shows anyway.
 */
record Cursor(String tenant, ProductFilter filter, ProductId last) {
  /** Longer texts are refused unread; today's have 32 characters. */
  static final int LENGTH_MAX = 64;

  /** 24 bytes in Base64. */
  private static final int LENGTH = 32;

  private static final int ID_BYTES = 16;
  private static final int DIGEST_BYTES = 8;

  /** Goes into the digest; a new number makes every older cursor invalid. */
  private static final String FORM = "catalog.products/1";

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder();

  /** Reads a cursor of this tenant and filter; empty when it is not one. */
  static Optional<Cursor> read(String text, String tenant, ProductFilter filter) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      UUID last = new UUID(bytes.getLong(), bytes.getLong());
      Cursor cursor = new Cursor(tenant, filter, new ProductId(last));
      return cursor.text().equals(text) ? Optional.of(cursor) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    return ENCODER.encodeToString(
        ByteBuffer.allocate(ID_BYTES + DIGEST_BYTES)
            .putLong(last.value().getMostSignificantBits())
            .putLong(last.value().getLeastSignificantBits())
            .put(digest(), 0, DIGEST_BYTES)
            .array());
  }

  private byte[] digest() {
    // The components are joined by a character that none of them may contain.
    String place =
        String.join(
            "\0",
            FORM,
            tenant,
            filter.search() == null ? "any" : "search " + filter.search(),
            filter.status() == null ? "any" : "status " + filter.status(),
            last.toString());
    try {
      return MessageDigest.getInstance("SHA-256").digest(place.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
