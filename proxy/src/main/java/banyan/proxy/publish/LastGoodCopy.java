package banyan.proxy.publish;

import banyan.wire.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last version that was in force here, kept on the disk (0600): what an instance starts with
 * while the store cannot be reached. Any thread.
 */
public final class LastGoodCopy {
  private static final Logger LOG = LoggerFactory.getLogger(LastGoodCopy.class);

  /** A larger file is none of ours: a document has 1 MiB, and JSON writes no character longer. */
  private static final long BYTES_MAX = 8 << 20;

  private final Path file;

  public LastGoodCopy(Path file) {
    this.file = file;
  }

  /** Empty when there is none, or none that can be read; the log has the reason then. */
  Optional<TableVersion> read() {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new IOException("it has more than " + BYTES_MAX + " bytes");
      }
      return Optional.of(VersionJson.read(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).addKeyValue("file", file).log("copy of the routes not read");
      return Optional.empty();
    }
  }

  /** What cannot be kept is logged: the routes are in force all the same. */
  void write(TableVersion version) {
    try {
      PrivateFile.makeFolder(file.resolveSibling(""));
      PrivateFile.write(file, VersionJson.write(version));
    } catch (IOException e) {
      LOG.atWarn().setCause(e).addKeyValue("file", file).log("copy of the routes not written");
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
