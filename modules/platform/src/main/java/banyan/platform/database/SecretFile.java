package banyan.platform.database;

import banyan.wire.PrivateFile;
import banyan.wire.Secret;
import banyan.wire.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The installation's secret: the setting {@code secret}, or the file {@code <data>/secret}, made
 * once and readable by its owner alone.
 */
public final class SecretFile {
  private static final int RANDOM_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SecretFile() {}

  /**
   * Reads or makes the secret.
   *
   * @throws IllegalArgumentException when an external database is used without the setting: another
   *     instance would derive other passwords for the same logins
   */
  public static Secret read(Settings settings, Path data) {
    var configured = settings.find(DatabaseSettings.SECRET);
    if (configured.isPresent()) {
      return configured.get();
    }
    if (settings.find(DatabaseSettings.URL).isPresent()) {
      throw new IllegalArgumentException(
          "secret: needed with database.url, the same for every instance;"
              + " set BANYAN_SECRET, for example to the output of: openssl rand -hex 32");
    }
    try {
      return readOrMake(data);
    } catch (IOException e) {
      throw new UncheckedIOException("the secret in " + data + " cannot be read or made", e);
    }
  }

  private static Secret readOrMake(Path data) throws IOException {
    Path file = data.resolve("secret");
    if (!Files.exists(file)) {
      make(data, file);
    }
    if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    }
    try {
      return new Secret(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** Of several processes that start at once one wins; its secret is the installation's. */
  private static void make(Path data, Path file) throws IOException {
    Files.createDirectories(data);
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    PrivateFile.create(file, HexFormat.of().formatHex(random) + "\n");
  }
}
