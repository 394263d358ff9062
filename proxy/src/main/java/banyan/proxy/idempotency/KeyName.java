package banyan.proxy.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a key is called in the ledger: a digest of who sent it where, so that nothing of either can
 * be read there. A key counts within tenant, principal and route.
 *
 * @param id 64 hex digits: SHA-256 of tenant, principal, route and key
 */
public record KeyName(String tenant, String id) {
  static KeyName of(String tenant, String principal, String route, String key) {
    return new KeyName(tenant, digest(tenant, principal, route, key));
  }

  /** SHA-256 in hex of texts, each behind its length: no two lists are alike. */
  static String digest(String... texts) {
    MessageDigest digest = sha256();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 in hex. */
  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
