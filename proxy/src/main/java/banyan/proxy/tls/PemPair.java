package banyan.proxy.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;

/**
 * The PEM files (RFC 7468) of a certificate, followed by its issuers, and of its private key, PKCS
 * #8 without password.
 */
public record PemPair(Path certificate, Path key) {
  /** No certificate chain or key is larger. */
  private static final int BYTES_MAX = 1 << 20;

  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";

  /**
   * Why the pair cannot be used, if it cannot. Never repeats the key.
   *
   * @param setting what the operator calls the pair, such as {@code admin.tls}
   */
  public Optional<String> problem(String setting) {
    try {
      var _ = Content.of(this).store();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          setting
              + ": a file cannot be read: "
              + e.getMessage()
              + "; name two PEM files that this user may read");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.of(
          setting + ": " + certificate + " and " + key + " are no PEM pair: " + e.getMessage());
    }
  }

  /** A store with one entry and an empty password. */
  public KeyStore read() throws IOException, GeneralSecurityException {
    return Content.of(this).store();
  }

  /** What the two files held at one moment. */
  record Content(String certificates, String privateKey) {
    static Content of(PemPair pair) throws IOException {
      return new Content(text(pair.certificate()), text(pair.key()));
    }

    /** Nothing: a key must not come into a log. */
    @Override
    public String toString() {
      return "the content of a PEM pair";
    }

    private static String text(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
          throw new IllegalArgumentException(file + " is larger than " + BYTES_MAX + " bytes");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
    }

    /** A store with one entry and an empty password. */
    KeyStore store() throws GeneralSecurityException, IOException {
      byte[] encoded = certificates.getBytes(StandardCharsets.ISO_8859_1);
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(encoded));
      if (read.isEmpty()) {
        throw new IllegalArgumentException("the first holds no certificate");
      }
      Certificate[] chain = read.toArray(Certificate[]::new);
      PublicKey publicKey = chain[0].getPublicKey();
      PrivateKey key = key(publicKey.getAlgorithm());
      if (!belongTogether(publicKey, key)) {
        throw new IllegalArgumentException("the key is another certificate's");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, new char[0], chain);
      return store;
    }

    private PrivateKey key(String algorithm) throws GeneralSecurityException {
      int begin = privateKey.indexOf(KEY_BEGIN);
      int end = privateKey.indexOf(KEY_END);
      if (begin < 0 || end < begin) {
        throw new IllegalArgumentException(
            "the key is not PKCS #8 without password; convert it with 'openssl pkcs8 -topk8 -nocrypt'");
      }
      String base64 = privateKey.substring(begin + KEY_BEGIN.length(), end);
      byte[] encoded = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    /** Whether what the key signs is what the certificate verifies. */
    private static boolean belongTogether(PublicKey publicKey, PrivateKey key)
        throws GeneralSecurityException {
      String algorithm =
          switch (publicKey.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "RSASSA-PSS", "EdDSA" -> publicKey.getAlgorithm();
            default ->
                throw new IllegalArgumentException(
                    "keys of " + publicKey.getAlgorithm() + " are not known; use EC or RSA");
          };
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(publicKey.getEncoded());
      byte[] signature = signer.sign();
      signer.initVerify(publicKey);
      signer.update(publicKey.getEncoded());
      return signer.verify(signature);
    }
  }
}
