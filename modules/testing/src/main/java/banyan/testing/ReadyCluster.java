package banyan.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import banyan.platform.database.embedded.EmbeddedServer;
import banyan.platform.database.embedded.PostgresBinaries;
import banyan.platform.database.embedded.ServerStart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The data of an embedded server as its first start leaves it: made once for all runs, and copied
 * into the data folders of tests whose subject is something else. Making it costs a second of
 * processor time, a copy a twentieth (docs/adr/0013). It is made anew with each change of what
 * makes it. Any thread, any process.
 */
public final class ReadyCluster {
  /** Where the data is in a data folder. */
  private static final String PLACE = "postgres";

  private ReadyCluster() {}

  /** Puts a copy into a data folder that has none; returns the folder. */
  public static Path in(Path data) {
    String root = System.getProperty("banyan.root");
    if (root == null || Files.exists(data.resolve(PLACE))) {
      return data;
    }
    try {
      Files.createDirectories(data);
      copy(made(Path.of(root, "target", "test-clusters")), data);
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException("a copy of the cluster in " + data, e);
    }
  }

  /** Starts a server on a data folder, on a copy when the folder is new. */
  public static EmbeddedServer start(Path data) {
    return started(in(data));
  }

  private static EmbeddedServer started(Path data) {
    return switch (EmbeddedServer.start(data, PostgresBinaries.bundled(programs(data)))) {
      case ServerStart.Started(EmbeddedServer server) -> server;
      case ServerStart.DataFolderOwned(long pid) ->
          throw new IllegalStateException(data + " is owned by process " + pid);
    };
  }

  /** The server's programs are unpacked once for all runs, where the build says where it is. */
  private static Path programs(Path data) {
    String root = System.getProperty("banyan.root");
    return root == null ? data : Path.of(root, "target", "test-postgres");
  }

  /** One lock among the threads of a process and one among processes: a file's is the process's. */
  private static synchronized Path made(Path templates) throws IOException {
    Path template = templates.resolve(fingerprint());
    if (Files.exists(template)) {
      return template;
    }
    Files.createDirectories(templates);
    try (FileChannel file =
            FileChannel.open(
                templates.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = file.lock()) {
      if (Files.notExists(template)) {
        make(template);
      }
    }
    return template;
  }

  /** What is there is whole: it gets its name when its server has stopped. */
  private static void make(Path template) throws IOException {
    Path fresh = template.resolveSibling("unfinished");
    FolderRemoval.remove(fresh);
    started(Files.createDirectories(fresh)).close();
    Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Of the program that makes it: its options are there. */
  private static String fingerprint() throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream code = EmbeddedServer.class.getResourceAsStream("Cluster.class")) {
      if (code == null) {
        throw new IllegalStateException("no class makes clusters any more; name its successor");
      }
      sum.update(code.readAllBytes());
    }
    String version = PostgresBinaries.bundled(Path.of("")).version();
    return version + "-" + HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /** By a program, which keeps modes and, run by root, owners: a thousand files in 50 ms. */
  private static void copy(Path template, Path data) throws IOException {
    Process copying =
        new ProcessBuilder(
                "cp", "-Rp", template.resolve(PLACE).toString(), data.resolve(PLACE).toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(copying.getInputStream().readAllBytes(), UTF_8);
    try {
      if (copying.waitFor() != 0) {
        throw new IOException(output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
