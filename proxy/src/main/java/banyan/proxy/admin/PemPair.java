package banyan.proxy.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;

/** Reads a certificate and its private key from PEM files (RFC 7468) into a key store. */
final class PemPair {
  /** No certificate chain or key is larger. */
  private static final int BYTES_MAX = 1 << 20;

  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";

  private PemPair() {}

  /** Why the pair cannot be used, if it cannot. Never repeats the key. */
  static Optional<String> problem(Path certificate, Path key) {
    try {
      var _ = read(certificate, key);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "admin.tls: a file cannot be read: "
              + e.getMessage()
              + "; name two PEM files that this user may read");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.of(
          "admin.tls: " + certificate + " and " + key + " are no PEM pair: " + e.getMessage());
    }
  }

  /** A store with one entry and an empty password. */
  static KeyStore read(Path certificate, Path key) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> chain;
    try (var in = Files.newInputStream(certificate)) {
      chain = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("the first holds no certificate");
    }
    Certificate[] certificates = chain.toArray(Certificate[]::new);
    PrivateKey privateKey = readKey(key, certificates[0].getPublicKey().getAlgorithm());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("admin", privateKey, new char[0], certificates);
    return store;
  }

  private static PrivateKey readKey(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IllegalArgumentException("the key is larger than " + BYTES_MAX + " bytes");
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    int begin = text.indexOf(KEY_BEGIN);
    int end = text.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the key is not PKCS #8 without password; convert it with 'openssl pkcs8 -topk8 -nocrypt'");
    }
    String base64 = text.substring(begin + KEY_BEGIN.length(), end);
    byte[] encoded = Base64.getMimeDecoder().decode(base64);
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }
}
