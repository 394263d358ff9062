package banyan.platform.database.embedded;

import banyan.platform.database.DatabaseAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;

/** A program that owns a data folder until its input ends, run by tests as a process to kill. */
final class OwnerProgram {
  static final String WRITE = "write";

  private OwnerProgram() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    PostgresBinaries binaries = PostgresBinaries.bundled(Path.of(arguments[1]));
    switch (EmbeddedServer.start(data, binaries)) {
      case ServerStart.DataFolderOwned(long pid) -> System.out.println("owned by " + pid);
      case ServerStart.Started(EmbeddedServer server) -> {
        Machine.run(server.address(), "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
        System.out.println("ready as uid " + uid());
        if (arguments.length > 2 && arguments[2].equals(WRITE)) {
          writeForever(server.address());
        }
        while (System.in.read() >= 0) {
          continue;
        }
        server.close();
      }
    }
  }

  /** Says what was committed, row by row, until it is killed. */
  private static void writeForever(DatabaseAddress address) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        PreparedStatement insert = connection.prepareStatement("INSERT INTO written VALUES (?)")) {
      for (long row = System.nanoTime(); ; row++) {
        insert.setLong(1, row);
        insert.executeUpdate();
        System.out.println("committed " + row);
      }
    }
  }

  private static Object uid() throws Exception {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }
}
