package banyan.proxy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine and its key, in PEM files.
 *
 * @param certificate a PEM file
 * @param key a PEM file, PKCS #8
 */
record TestPair(Certificate x509, Path certificate, Path key) {
  /** The same for all tests of a JVM: each takes a process to make. */
  static TestPair one() {
    return Made.ONE;
  }

  /** Another, whose key does not fit the first. */
  static TestPair other() {
    return Made.OTHER;
  }

  /** A context for clients that trust this certificate and no other. */
  SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", x509);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** Holder of the two; the class loader makes them once. */
  private static final class Made {
    static final TestPair ONE = make();
    static final TestPair OTHER = make();

    private static TestPair make() {
      try {
        Path folder = Files.createTempDirectory("banyan-pair");
        TestCertificate made = TestCertificate.of(folder, "dns:localhost,ip:127.0.0.1");
        byte[] key = made.store().getKey(TestCertificate.ALIAS, made.password()).getEncoded();
        TestPair pair =
            new TestPair(
                made.store().getCertificate(TestCertificate.ALIAS),
                made.writePem(folder.resolve("certificate.pem")),
                TestCertificate.pem(folder.resolve("key.pem"), "PRIVATE KEY", key));
        removeWithTheJvm(folder);
        return pair;
      } catch (Exception e) {
        throw new IllegalStateException("no certificate could be made", e);
      }
    }

    private static void removeWithTheJvm(Path folder) throws IOException {
      // The last that is named is removed first.
      folder.toFile().deleteOnExit();
      try (Stream<Path> files = Files.list(folder)) {
        files.map(Path::toFile).forEach(File::deleteOnExit);
      }
    }
  }
}
