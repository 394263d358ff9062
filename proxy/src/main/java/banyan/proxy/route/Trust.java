package banyan.proxy.route;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who vouches for an https upstream in place of the JDK's authorities: the certificates of a PEM
 * file (RFC 7468), be they authorities' or the upstream's own. Two are equal when their
 * certificates are, so that a document read again finds its connections. Immutable.
 */
public final class Trust {
  /** A larger file is refused. */
  static final int BYTES_MAX = 1 << 20;

  private final Set<Certificate> certificates;
  private final SSLContext context;

  private Trust(Set<Certificate> certificates, SSLContext context) {
    this.certificates = certificates;
    this.context = context;
  }

  /**
   * Reads a file once; who changes it changes the document, too.
   *
   * @throws IllegalArgumentException with the file's name and a remedy
   */
  static Trust read(Path file) {
    String remedy = "; name a PEM file of certificates, relative to the document";
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new IllegalArgumentException(file + " is larger than " + BYTES_MAX + " bytes");
      }
      Set<Certificate> certificates =
          Set.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(bytes)));
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(file + " holds no certificate" + remedy);
      }
      return new Trust(certificates, context(certificates));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + " does not exist" + remedy, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " cannot be read (" + e.getClass().getSimpleName() + ")" + remedy, e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(file + " holds what is no certificate" + remedy, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS and PKCS12 are part of every JDK", e);
    }
  }

  /** Makes connections that believe these certificates alone. */
  public SSLContext context() {
    return context;
  }

  /** SHA-256 in hex of the certificates, in an order of their own. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<String> encoded = new ArrayList<>();
      for (Certificate certificate : certificates) {
        encoded.add(HexFormat.of().formatHex(certificate.getEncoded()));
      }
      encoded.stream()
          .sorted()
          .forEach(each -> digest.update(each.getBytes(StandardCharsets.US_ASCII)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what was decoded has an encoding", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trust trust && certificates.equals(trust.certificates);
  }

  @Override
  public int hashCode() {
    return certificates.hashCode();
  }

  private static SSLContext context(Set<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("certificate " + store.size(), certificate);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
