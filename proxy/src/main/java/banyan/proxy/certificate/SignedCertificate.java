package banyan.proxy.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its place in the chain and its signature.
 *
 * @param number from 1, without gaps
 * @param previous SHA-256 of the bytes of the one before it, in hex; {@link #FIRST} for the first
 * @param key the public key that signed, 64 hex digits
 * @param signature Ed25519 over the canonical bytes without the member {@code signature}, in hex
 */
public record SignedCertificate(
    Certificate certificate, long number, String previous, String key, String signature) {
  /** What stands before the first one. */
  public static final String FIRST = "0".repeat(64);

  /** Signs what follows {@code previous}; null for the first of a chain. */
  public static SignedCertificate sign(
      Certificate certificate, @Nullable SignedCertificate previous, CertificateKey key) {
    SignedCertificate unsigned =
        new SignedCertificate(
            certificate,
            previous == null ? 1 : previous.number() + 1,
            previous == null ? FIRST : previous.hash(),
            key.name(),
            "");
    String signature = HexFormat.of().formatHex(key.sign(unsigned.message()));
    return new SignedCertificate(
        certificate, unsigned.number(), unsigned.previous(), key.name(), signature);
  }

  /** The file: canonical JSON and a line feed. */
  public byte[] bytes() {
    byte[] json = CanonicalJson.bytes(CertificateJson.write(this, true));
    byte[] bytes = Arrays.copyOf(json, json.length + 1);
    bytes[json.length] = '\n';
    return bytes;
  }

  /** What is signed. */
  byte[] message() {
    return CanonicalJson.bytes(CertificateJson.write(this, false));
  }

  /** SHA-256 of {@link #bytes()}, in hex. */
  public String hash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
