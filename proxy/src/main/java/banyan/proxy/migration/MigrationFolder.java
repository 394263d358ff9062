package banyan.proxy.migration;

import banyan.proxy.publish.NumberedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The audit log of a proxy that runs alone: a file for each entry. The file system guards it no
 * better than its owner does; {@link AuditChain} finds what was changed. Any thread.
 */
public final class MigrationFolder implements MigrationStore {
  /** Looking is a list of names. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /** More than the longest text takes, were every byte of it escaped. */
  private static final int FILE_BYTES_MAX = 8 * AuditEntry.TEXT_BYTES_MAX;

  private final NumberedFiles files;

  /** The last one that was read: an entry never changes, and looking goes on all the time. */
  private volatile @Nullable AuditEntry seen;

  /**
   * The log of a folder, which is made with the first entry.
   *
   * @param folder nothing else may be in it
   */
  public MigrationFolder(Path folder) {
    this.files = new NumberedFiles(folder);
  }

  @Override
  public Optional<AuditEntry> newest() {
    List<Long> numbers = files.numbers();
    AuditEntry known = seen;
    if (numbers.isEmpty() || (known != null && known.number() == numbers.getFirst())) {
      return numbers.isEmpty() ? Optional.empty() : Optional.ofNullable(known);
    }
    Optional<AuditEntry> newest = find(numbers.getFirst());
    seen = newest.orElse(null);
    return newest;
  }

  @Override
  public List<AuditEntry> entries(long after) {
    return files.numbers().reversed().stream()
        .filter(number -> number > after)
        .limit(PAGE_MAX)
        .flatMap(number -> find(number).stream())
        .toList();
  }

  @Override
  public boolean add(AuditEntry entry) {
    return files.create(entry.number(), MigrationJson.writeEntry(entry));
  }

  /** Looking is cheap enough to need no telling. */
  @Override
  public void follow(Runnable heard) {}

  @Override
  public Duration lookEvery() {
    return LOOK_EVERY;
  }

  private Optional<AuditEntry> find(long number) {
    return files.bytes(number, FILE_BYTES_MAX).map(bytes -> readOrDamaged(number, bytes));
  }

  /**
   * What was not written here follows nothing, so that the chain is broken there and nowhere else.
   * A file has one spelling: a space more is a change, too, although it says the same.
   */
  private static AuditEntry readOrDamaged(long number, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      AuditEntry entry = MigrationJson.readEntry(text);
      byte[] written = MigrationJson.writeEntry(entry).getBytes(StandardCharsets.UTF_8);
      return Arrays.equals(written, bytes) ? entry : AuditEntry.damaged(number, text);
    } catch (IOException e) {
      return AuditEntry.damaged(number, text);
    }
  }
}
