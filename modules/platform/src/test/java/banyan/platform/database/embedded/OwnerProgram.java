package banyan.platform.database.embedded;

import java.nio.file.Path;

/** A program that owns a data folder until its input ends, run by tests as a process to kill. */
final class OwnerProgram {
  private OwnerProgram() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    PostgresBinaries binaries = PostgresBinaries.bundled(Path.of(arguments[1]));
    switch (EmbeddedServer.start(data, binaries)) {
      case ServerStart.DataFolderOwned(long pid) -> System.out.println("owned by " + pid);
      case ServerStart.Started(EmbeddedServer server) -> {
        Machine.run(server.address(), "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
        System.out.println("ready as uid " + uid());
        while (System.in.read() >= 0) {
          continue;
        }
        server.close();
      }
    }
  }

  private static Object uid() throws Exception {
    return java.nio.file.Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }
}
