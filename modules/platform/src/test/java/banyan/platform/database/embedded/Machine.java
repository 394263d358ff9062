package banyan.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.database.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What the tests of this package do with servers, processes and files. */
final class Machine {
  /** One unpacking for all test classes; the data folders are each test's own. */
  static final Path PROGRAMS =
      Path.of(System.getProperty("banyan.root", "../.."), "target", "test-postgres");

  static final PostgresBinaries BINARIES = PostgresBinaries.bundled(PROGRAMS);

  private static final Duration COPY_LIMIT = Duration.ofMinutes(1);

  private Machine() {}

  /**
   * Copies the unpacked programs into a folder, where another user can reach them. They are 60 MB,
   * and unpacking them takes a JVM that has just started three seconds.
   */
  static PostgresBinaries programsIn(Path home) throws IOException {
    BINARIES.unpack();
    Path programs = BINARIES.program("postgres").getParent().getParent();
    copy("-R", programs.toString(), home.toString());
    return PostgresBinaries.bundled(home);
  }

  /** Copies the data folder of a server that does not run into an empty one. */
  static void copy(Path data, Path fresh) throws IOException {
    copy("-Rp", data + "/.", fresh.toString());
  }

  private static void copy(String option, String from, String to) throws IOException {
    OneShot.Result result = OneShot.run(List.of("cp", option, from, to), "", COPY_LIMIT);
    assertThat(result.isSuccess()).as(result.output()).isTrue();
  }

  static EmbeddedServer start(Path data) {
    return started(EmbeddedServer.start(data, BINARIES));
  }

  static EmbeddedServer started(ServerStart start) {
    assertThat(start).isInstanceOf(ServerStart.Started.class);
    return ((ServerStart.Started) start).server();
  }

  static void run(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String query(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  /** The server's process, by what it wrote into its data. */
  static ProcessHandle serverOf(Path data) throws IOException {
    String pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }
}
