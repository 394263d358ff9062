package banyan.proxy.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit log, chained to the one before it: {@code hash = SHA-256(number LF
 * previous LF text)}, all in UTF-8. Whether the hash is right is for {@link AuditChain} to say.
 *
 * @param number from 1, without gaps
 * @param previous the hash of the entry before; 64 zeros for the first
 * @param text what happened, as it was hashed: the JSON of a {@link Logged}
 * @param hash 64 lower-case hexadecimal digits
 */
public record AuditEntry(long number, String previous, String text, String hash) {
  /** What the first entry follows. */
  public static final String BEGINNING = "0".repeat(64);

  /** The longest text, in bytes. */
  static final int TEXT_BYTES_MAX = 64 << 10;

  static boolean isTooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES_MAX;
  }

  /** The entry that follows another one; null for the first. */
  public static AuditEntry after(@Nullable AuditEntry last, String text) {
    long number = last == null ? 1 : last.number() + 1;
    String previous = last == null ? BEGINNING : last.hash();
    return new AuditEntry(number, previous, text, hash(number, previous, text));
  }

  /**
   * The entry for who may not see salts, since they tell which cohort an identity is of, and make
   * marks. Its place in the chain stays, while the hash is that of the whole text.
   */
  public AuditEntry withoutSalts() {
    return new AuditEntry(number, previous, MigrationJson.withoutSalts(text), hash);
  }

  /** In the place of something that is no entry: it follows nothing, and nothing follows it. */
  static AuditEntry damaged(long number, String text) {
    return new AuditEntry(number, "", text, "");
  }

  /** Whether there was an entry to be read at all. */
  boolean isDamaged() {
    return hash.isEmpty();
  }

  /** Whether the hash is that of what stands here. */
  boolean isWhole() {
    return hash.equals(hash(number, previous, text));
  }

  /** Whether it follows directly upon another one; null for the beginning. */
  boolean follows(@Nullable AuditEntry last) {
    return number == (last == null ? 1 : last.number() + 1)
        && previous.equals(last == null ? BEGINNING : last.hash());
  }

  /** What it tells, whether its hash is right or not. */
  public Told told() {
    try {
      return new Told.Known(MigrationJson.readLogged(text));
    } catch (IOException e) {
      return new Told.Unknown(String.valueOf(e.getMessage()));
    }
  }

  /** What an entry tells. */
  public sealed interface Told {
    record Known(Logged logged) implements Told {}

    /** It is no entry, or one of a later version of the product. */
    record Unknown(String reason) implements Told {}
  }

  private static String hash(long number, String previous, String text) {
    try {
      byte[] bytes = (number + "\n" + previous + "\n" + text).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
