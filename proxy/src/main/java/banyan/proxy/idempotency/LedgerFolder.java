package banyan.proxy.idempotency;

import banyan.wire.Failure;
import banyan.wire.PrivateFile;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of a proxy that runs alone: a file for each key, in {@value #SHARDS} folders by the
 * beginning of its name. Several processes on one machine may share it: a folder is locked while
 * one of its files changes. A file's time is when its key is forgotten, so that those past it are
 * found without being read. Any thread; blocks.
 */
public final class LedgerFolder implements LedgerStore {
  static final int SHARDS = 256;

  /** Keys of one folder at most: about a million in all. */
  static final int KEYS_PER_SHARD_MAX = 4_096;

  /** So many new keys of a folder, on average, pay for one look at its forgotten ones. */
  private static final int SWEEP_EVERY = 16;

  private static final Logger LOG = LoggerFactory.getLogger(LedgerFolder.class);
  private static final String LOCK = "lock";
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final InstantSource clock;
  private final List<Shard> shards = IntStream.range(0, SHARDS).mapToObj(_ -> new Shard()).toList();

  /** The ledger in a folder, which is made with the first key. */
  public LedgerFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public <T> T change(KeyName name, Function<@Nullable Entry, Change<T>> change) {
    String beginning = name.id().substring(0, 2);
    Path home = folder.resolve(beginning);
    Shard shard = shards.get(Integer.parseInt(beginning, 16));
    shard.lock.lock();
    try {
      PrivateFile.makeFolder(home);
      try (FileChannel file = open(home.resolve(LOCK));
          FileLock _ = file.lock()) {
        return change(home, home.resolve(name.id().substring(2) + SUFFIX), shard, change);
      }
    } catch (IOException e) {
      LOG.atWarn().setCause(e).addKeyValue("folder", home).log("the ledger cannot be used");
      throw unavailable("The ledger of idempotency keys cannot be used.", e);
    } finally {
      shard.lock.unlock();
    }
  }

  private <T> T change(
      Path home, Path file, Shard shard, Function<@Nullable Entry, Change<T>> change)
      throws IOException {
    Entry there = read(file);
    if (there == null && shard.isSweepDue()) {
      shard.left = KEYS_PER_SHARD_MAX - sweep(home);
    }
    Change<T> made = change.apply(there);
    Entry entry = made.entry();
    if (entry == null) {
      Files.deleteIfExists(file);
    } else if (!Objects.equals(entry, there)) {
      if (there == null && shard.left-- <= 0) {
        shard.isFull();
        throw unavailable("The ledger is full of idempotency keys.", null);
      }
      PrivateFile.write(file, EntryJson.write(entry));
      Files.setLastModifiedTime(file, FileTime.from(entry.endsAt()));
      try (FileChannel names = FileChannel.open(home, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
    return made.result();
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static @Nullable Entry read(Path file) throws IOException {
    try {
      return EntryJson.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Removes the keys that are past their time, and what is half-written: who wrote that held the
   * lock that is ours now. Returns how many are left.
   */
  private int sweep(Path home) throws IOException {
    var _ = PrivateFile.sweep(home, (_, _) -> false);
    FileTime now = FileTime.from(clock.instant());
    int left = 0;
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(now) <= 0) {
          Files.deleteIfExists(file);
        } else {
          left++;
        }
      }
    }
    return left;
  }

  private static Failure unavailable(String detail, @Nullable Throwable cause) {
    return Failure.ours(Problem.of(Problems.UNAVAILABLE, detail), cause);
  }

  /** One folder, as this process uses it; its fields are the lock's. */
  private static final class Shard {
    private final ReentrantLock lock = new ReentrantLock();
    private int begun;
    private int left;

    /** The first key of a process, and then now and again. */
    private boolean isSweepDue() {
      return begun++ % SWEEP_EVERY == 0;
    }

    /** The next key looks again. */
    private void isFull() {
      begun = 0;
    }
  }
}
