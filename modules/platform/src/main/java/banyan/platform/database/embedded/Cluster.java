package banyan.platform.database.embedded;

import banyan.platform.database.ScramVerifier;
import banyan.wire.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's data on the disk, with the password of its superuser beside it (0600): the two
 * belong together, whatever becomes of the installation's secret.
 */
record Cluster(Path folder, String password) {
  static final String SUPERUSER = "banyan";
  static final String DATABASE = "banyan";

  /** Slow disks and busy machines; initdb takes half a second on a quiet one. */
  private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);

  private static final int PASSWORD_BYTES = 32;

  /** The first version with a locale that does not depend on the machine's C library. */
  private static final int BUILTIN_LOCALE_SINCE = 17;

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  /** Opens the data, made on first use; a making that was cut off is begun again. */
  static Cluster open(DataFolder data, PostgresBinaries binaries, Launch launch)
      throws IOException {
    Path folder = data.cluster();
    if (Files.notExists(folder.resolve("PG_VERSION"))) {
      make(folder, binaries, launch);
    }
    String version = Files.readString(folder.resolve("PG_VERSION")).strip();
    if (!version.equals(String.valueOf(binaries.major()))) {
      throw new ServerFailure(
          "the data in %s is of PostgreSQL %s and the embedded server is %s; move the data with pg_upgrade or a dump, or start with another --data folder"
              .formatted(folder, version, binaries.version()));
    }
    launch.giveTreeToServer(folder);
    return new Cluster(folder, Files.readString(passwordFile(folder)).strip());
  }

  /** Made beside its place and renamed when whole: a folder that is there is complete. */
  private static void make(Path folder, PostgresBinaries binaries, Launch launch)
      throws IOException {
    refuseStrangers(folder);
    long began = System.nanoTime();
    Path fresh = folder.resolveSibling("postgres.new");
    Leftovers.remove(fresh);
    Files.createDirectory(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    launch.giveToServer(fresh);
    Path password = folder.resolveSibling("postgres.new-password");
    String drawn = randomPassword();
    PrivateFile.write(password, drawn);
    launch.giveToServer(password);
    mustSucceed("initdb", launch.command(initdb(binaries, fresh, password)), "");
    // Single-user mode reads one statement a line.
    mustSucceed(
        "create database and set password",
        launch.command(
            List.of(
                binaries.program("postgres").toString(),
                "--single",
                "-D",
                fresh.toString(),
                "postgres")),
        "CREATE DATABASE %s%nALTER ROLE %s PASSWORD '%s'%n"
            .formatted(DATABASE, SUPERUSER, ScramVerifier.of(drawn)));
    Files.move(password, passwordFile(fresh), StandardCopyOption.ATOMIC_MOVE);
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    LOG.info("made the data of {} in {} ms", folder, (System.nanoTime() - began) / 1_000_000);
  }

  /** An empty folder may be a mounted volume's; anything else in it is not ours to replace. */
  private static void refuseStrangers(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new ServerFailure(
            folder
                + " holds files but no PostgreSQL data (PG_VERSION is missing); move them away, or"
                + " start with another --data folder");
      }
    }
    Files.delete(folder);
  }

  private static List<String> initdb(PostgresBinaries binaries, Path folder, Path password) {
    List<String> locale =
        binaries.major() < BUILTIN_LOCALE_SINCE
            ? List.of("--locale=C")
            : List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
    List<String> rest =
        List.of(
            "--encoding=UTF8",
            "--auth=scram-sha-256",
            "--username=" + SUPERUSER,
            "--pwfile=" + password,
            "--data-checksums",
            "--pgdata=" + folder);
    return Stream.of(List.of(binaries.program("initdb").toString()), locale, rest)
        .flatMap(List::stream)
        .toList();
  }

  /** Single-user mode exits with 0 after an error, so its output is read too. */
  private static void mustSucceed(String what, List<String> command, String input)
      throws IOException {
    OneShot.Result result = OneShot.run(command, input, INITDB_LIMIT);
    if (!result.isSuccess() || result.output().contains("ERROR:")) {
      throw new ServerFailure(
          "the data of the embedded database was not made: %s failed with %d:%n%s"
              .formatted(what, result.exit(), result.output().strip()));
    }
  }

  private static Path passwordFile(Path folder) {
    return folder.resolve("banyan.password");
  }

  private static String randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
