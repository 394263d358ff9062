package banyan.proxy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine and its key, in PEM files.
 *
 * @param certificate a PEM file
 * @param key a PEM file, PKCS #8
 */
record TestPair(Certificate x509, Path certificate, Path key) {
  /** Makes one in a folder of its own. */
  static TestPair make(Path parent, String name) throws Exception {
    Path folder = Files.createDirectory(parent.resolve(name));
    TestCertificate made = TestCertificate.of(folder, "dns:localhost,ip:127.0.0.1");
    byte[] key = made.store().getKey(TestCertificate.ALIAS, made.password()).getEncoded();
    return new TestPair(
        made.store().getCertificate(TestCertificate.ALIAS),
        made.writePem(folder.resolve("certificate.pem")),
        TestCertificate.pem(folder.resolve("key.pem"), "PRIVATE KEY", key));
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
}
