package banyan.proxy.publish;

import banyan.proxy.publish.NumberedFiles.Reading;
import banyan.wire.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text kept on the disk (0600) for the next start: what an instance begins with while the store
 * cannot be reached. It is a copy, so what cannot be read or written is logged and no failure. Any
 * thread.
 */
public final class KeptText {
  private static final Logger LOG = LoggerFactory.getLogger(KeptText.class);

  private final Path file;
  private final long bytesMax;

  /**
   * The text of a file.
   *
   * @param bytesMax a larger file is none of ours
   */
  public KeptText(Path file, long bytesMax) {
    this.file = file;
    this.bytesMax = bytesMax;
  }

  /** Empty when there is none, or none that can be read. */
  public <T> Optional<T> read(Reading<T> reading) {
    try {
      if (Files.size(file) > bytesMax) {
        throw new IOException("it has more than " + bytesMax + " bytes");
      }
      return Optional.of(reading.read(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).addKeyValue("file", file).log("last good copy not read");
      return Optional.empty();
    }
  }

  public void write(String text) {
    try {
      PrivateFile.makeFolder(file.resolveSibling(""));
      PrivateFile.write(file, text);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).addKeyValue("file", file).log("last good copy not written");
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
