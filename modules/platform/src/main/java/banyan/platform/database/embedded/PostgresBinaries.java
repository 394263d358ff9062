package banyan.platform.database.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of a PostgreSQL server, unpacked once per version into {@code
 * <home>/postgres-<version>/}. Any thread and any number of processes: whoever is first wins.
 */
public final class PostgresBinaries {
  /** Where the programs come from; opened at most once. */
  @FunctionalInterface
  public interface Archive {
    /** Opens a tar archive compressed with xz. */
    InputStream open() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

  /** The archives on the class path, by the JDK's name of the processor. */
  private static final Map<String, String> BUNDLED =
      Map.of(
          "amd64", "postgres-linux-x86_64.txz",
          "x86_64", "postgres-linux-x86_64.txz",
          "aarch64", "postgres-linux-arm_64.txz");

  private final String version;
  private final Path folder;
  private final Archive archive;

  private PostgresBinaries(String version, Path folder, Archive archive) {
    this.version = version;
    this.folder = folder;
    this.archive = archive;
  }

  /** The version that comes with Banyan. */
  public static PostgresBinaries bundled(Path home) {
    return of(
        bundledVersion(),
        home,
        () -> openBundled(System.getProperty("os.name"), System.getProperty("os.arch")));
  }

  /**
   * Another version.
   *
   * @param version such as {@code 15.19.0}
   */
  public static PostgresBinaries of(String version, Path home, Archive archive) {
    Path absolute = home.toAbsolutePath().normalize();
    return new PostgresBinaries(version, absolute.resolve("postgres-" + version), archive);
  }

  public String version() {
    return version;
  }

  /** The version whose data folders these programs can open. */
  int major() {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** Unpacks the programs when they are not there yet. */
  void unpack() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    long began = System.nanoTime();
    Path home = Files.createDirectories(folder.resolveSibling(""));
    Leftovers.removeUnpackings(home);
    Path fresh = home.resolve(Leftovers.unpackingName());
    try (InputStream stream = archive.open()) {
      BinariesArchive.unpack(stream, fresh);
      moveIntoPlace(fresh);
    } finally {
      Leftovers.remove(fresh);
    }
    LOG.info("unpacked PostgreSQL {} in {} ms", version, (System.nanoTime() - began) / 1_000_000);
  }

  /** The rename fails when another process was first; its folder is as good as ours. */
  private void moveIntoPlace(Path fresh) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  static InputStream openBundled(String system, String processor) {
    String name = BUNDLED.get(processor.toLowerCase(Locale.ROOT));
    if (!system.equals("Linux") || name == null) {
      throw new ServerFailure(
          "the embedded database runs on Linux (x86-64 and arm64), not on "
              + system
              + " "
              + processor
              + "; set BANYAN_DATABASE_URL to use a PostgreSQL server of your own");
    }
    InputStream stream = PostgresBinaries.class.getClassLoader().getResourceAsStream(name);
    if (stream == null) {
      throw new ServerFailure(
          "the programs of the embedded database ("
              + name
              + ") are not on the class path; set BANYAN_DATABASE_URL to use a PostgreSQL server"
              + " of your own");
    }
    return stream;
  }

  private static String bundledVersion() {
    Properties properties = new Properties();
    try (InputStream stream = PostgresBinaries.class.getResourceAsStream("binaries.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("binaries.properties", e);
    }
    return properties.getProperty("version");
  }
}
