package banyan.proxy.publish;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The last version that was in force here: what an instance starts with while the store cannot be
 * reached. Any thread.
 */
public final class LastGoodCopy {
  /** A larger file is none of ours: a document has 1 MiB, and JSON writes no character longer. */
  private static final long BYTES_MAX = 8 << 20;

  private final KeptText text;

  public LastGoodCopy(Path file) {
    this.text = new KeptText(file, BYTES_MAX);
  }

  /** Empty when there is none, or none that can be read; the log has the reason then. */
  Optional<TableVersion> read() {
    return text.read(VersionJson::read);
  }

  /** What cannot be kept is logged: the routes are in force all the same. */
  void write(TableVersion version) {
    text.write(VersionJson.write(version));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
