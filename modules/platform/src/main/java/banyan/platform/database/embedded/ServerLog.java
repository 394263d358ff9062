package banyan.platform.database.embedded;

import banyan.wire.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server writes: kept in a file of bounded size with one before it, and its end in memory
 * for messages. Any thread.
 */
final class ServerLog {
  static final long FILE_BYTES_MAX = 8L << 20;
  private static final int TAIL_BYTES_MAX = 2_048;
  private static final int CHUNK_BYTES = 8_192;
  private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);

  private final Path path;
  private byte[] tail = new byte[0];

  ServerLog(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Forgets the end in memory, so that it tells of the next run alone. */
  synchronized void begin() {
    tail = new byte[0];
  }

  /** The last lines of this run. */
  synchronized String tail() {
    return new String(tail, StandardCharsets.UTF_8).strip();
  }

  /** Copies until the stream ends, on a thread of its own. */
  Thread follow(InputStream stream) {
    return Thread.ofPlatform().daemon().name("banyan-database-log").start(() -> copy(stream));
  }

  private void copy(InputStream stream) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (stream) {
      for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
        add(chunk, read);
      }
    } catch (IOException e) {
      LOG.debug("the log of the embedded database ended: {}", e.toString());
    }
  }

  /** A full disk must not stop the reading: the server would block on its own log. */
  private synchronized void add(byte[] bytes, int length) {
    byte[] joined = Arrays.copyOf(tail, tail.length + length);
    System.arraycopy(bytes, 0, joined, tail.length, length);
    tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL_BYTES_MAX), joined.length);
    try {
      write(bytes, length);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", path, e.toString());
    }
  }

  private void write(byte[] bytes, int length) throws IOException {
    if (Files.notExists(path)) {
      Files.createFile(path, PrivateFile.OWNER_ONLY);
    }
    if (Files.size(path) + length > FILE_BYTES_MAX) {
      Files.move(
          path,
          path.resolveSibling(path.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.createFile(path, PrivateFile.OWNER_ONLY);
    }
    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.APPEND)) {
      out.write(bytes, 0, length);
    }
  }
}
