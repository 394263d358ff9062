package banyan.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The one secret of an installation. Everything else is derived from it by HKDF-SHA256 (RFC 5869)
 * with a purpose, so that no derived key tells of another. Never printed.
 */
public final class Secret {
  /** Fewer characters than this are refused: 32 of them hold 128 bits even as hex. */
  public static final int LENGTH_MIN = 32;

  private final byte[] material;

  public Secret(String text) {
    if (text.strip().length() < LENGTH_MIN) {
      throw new IllegalArgumentException(
          "secret: " + text.strip().length() + " characters; use at least " + LENGTH_MIN);
    }
    material = text.strip().getBytes(StandardCharsets.UTF_8);
  }

  /** A key of {@code bytes} bytes for a purpose such as {@code login/catalog_rw}. */
  public byte[] key(String purpose, int bytes) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(material)
                  .addSalt("banyan/1".getBytes(StandardCharsets.UTF_8))
                  .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is part of every JDK 25", e);
    }
  }

  /** A password of 64 hex digits for a purpose. */
  public String password(String purpose) {
    return HexFormat.of().formatHex(key(purpose, 32));
  }

  @Override
  public String toString() {
    return "Secret[***]";
  }
}
