package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A self-signed certificate with its key.
 *
 * @param store has them under {@link #ALIAS}, with {@link #password}
 */
public record TestCertificate(KeyStore store) {
  public static final String ALIAS = "test";
  private static final String PASSWORD = "password of tests";

  /**
   * Makes one with the JDK's keytool.
   *
   * @param name as keytool takes it: {@code dns:localhost}, {@code ip:127.0.0.1}
   */
  public static TestCertificate of(Path folder, String name) throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:+UseSerialGC",
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=banyan",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).as("keytool").isZero();
    return new TestCertificate(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
  }

  public char[] password() {
    return PASSWORD.toCharArray();
  }

  /** What a server with this certificate serves with. */
  public SSLContext serving() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Writes the certificate, without its key, as a PEM file. */
  public Path writePem(Path file) throws Exception {
    return pem(file, "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
  }

  /** Writes a PEM file (RFC 7468). */
  public static Path pem(Path file, String kind, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
