package banyan.proxy.publish;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A version without its document: a line of the history.
 *
 * @param number from 1, without gaps
 * @param parent the version before it; 0 for the first
 * @param hash SHA-256 of the document, in hex
 * @param fileHash that of the last file which was published up to here; empty while none was
 * @param when to the millisecond
 */
public record VersionEntry(
    long number, long parent, String hash, String fileHash, String who, Instant when, String why) {

  /** The version that a publication becomes when it follows {@code parent}; null for the first. */
  public static VersionEntry after(
      @Nullable VersionEntry parent, Publication publication, Instant now) {
    long before = parent == null ? 0 : parent.number();
    String hash = hash(publication.text());
    String fileHash =
        switch (publication.origin()) {
          case FILE -> hash;
          case ADMIN -> parent == null ? "" : parent.fileHash();
        };
    return new VersionEntry(
        before + 1,
        before,
        hash,
        fileHash,
        publication.who(),
        now.truncatedTo(ChronoUnit.MILLIS),
        publication.why());
  }

  /** {@code version 7 (ada, 2026-11-21T10:42:56Z: back to the shop)}. */
  @Override
  public String toString() {
    return "version " + number + " (" + who + ", " + when + ": " + why + ")";
  }

  static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
