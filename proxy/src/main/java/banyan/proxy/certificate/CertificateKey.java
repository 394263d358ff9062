package banyan.proxy.certificate;

import banyan.wire.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Ed25519 key (RFC 8032) of an installation: signs its certificates, and tells them from
 * others'. A file holds it as PEM blocks, {@code PRIVATE KEY} (PKCS #8) and {@code PUBLIC KEY}; who
 * only verifies needs the second block alone. Never printed.
 */
public final class CertificateKey {
  private static final String ALGORITHM = "Ed25519";
  private static final long FILE_BYTES_MAX = 16_384;
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (PRIVATE|PUBLIC) KEY-----\\s+([A-Za-z0-9+/=\\s]+?)-----END \\1 KEY-----");

  /** The last bytes of an X.509 public key are the key itself. */
  private static final int PUBLIC_BYTES = 32;

  private final PublicKey publicKey;
  private final @Nullable PrivateKey privateKey;

  private CertificateKey(PublicKey publicKey, @Nullable PrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /** The key of a file, which is made, for its owner's eyes only, unless it is there. */
  public static CertificateKey readOrMake(Path file) throws IOException {
    if (!Files.exists(file)) {
      PrivateFile.makeFolder(file.toAbsolutePath().resolveSibling(""));
      // Of several processes that start at once one wins, and all read its key.
      var _ = PrivateFile.create(file, fresh());
    }
    CertificateKey key = read(file);
    if (key.privateKey == null) {
      throw new IOException(file + ": holds no PRIVATE KEY, so it can verify but not sign");
    }
    return key;
  }

  /** The key of a file with at least a {@code PUBLIC KEY}. */
  public static CertificateKey read(Path file) throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IOException(file + ": longer than " + FILE_BYTES_MAX + " bytes, so it is no key");
    }
    String text = Files.readString(file);
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      Optional<byte[]> publicBlock = block(text, "PUBLIC");
      Optional<byte[]> privateBlock = block(text, "PRIVATE");
      if (publicBlock.isEmpty()) {
        throw new IOException(file + ": holds no PUBLIC KEY block of PEM");
      }
      PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(publicBlock.get()));
      PrivateKey privateKey =
          privateBlock.isEmpty()
              ? null
              : factory.generatePrivate(new PKCS8EncodedKeySpec(privateBlock.get()));
      CertificateKey key = new CertificateKey(publicKey, privateKey);
      if (privateKey != null && !key.hasSigned(key.sign(new byte[1]), new byte[1])) {
        throw new IOException(file + ": its PRIVATE KEY and PUBLIC KEY do not belong together");
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + ": holds no Ed25519 key: " + e.getMessage(), e);
    }
  }

  /** The public key, 64 hex digits. */
  public String name() {
    byte[] encoded = publicKey.getEncoded();
    return HexFormat.of().formatHex(encoded, encoded.length - PUBLIC_BYTES, encoded.length);
  }

  byte[] sign(byte[] message) {
    if (privateKey == null) {
      throw new IllegalStateException("a key that only verifies was asked to sign");
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is part of every JDK", e);
    }
  }

  boolean hasSigned(byte[] signature, byte[] message) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(publicKey);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "CertificateKey[" + name() + "]";
  }

  private static String fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return pem("PRIVATE", pair.getPrivate().getEncoded())
          + pem("PUBLIC", pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is part of every JDK", e);
    }
  }

  private static String pem(String kind, byte[] encoded) {
    return "-----BEGIN %s KEY-----\n%s\n-----END %s KEY-----\n"
        .formatted(kind, Base64.getEncoder().encodeToString(encoded), kind);
  }

  private static Optional<byte[]> block(String text, String kind) {
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      if (blocks.group(1).equals(kind)) {
        return Optional.of(Base64.getMimeDecoder().decode(blocks.group(2)));
      }
    }
    return Optional.empty();
  }
}
