package banyan.platform.database.embedded;

import banyan.platform.RunningProcess;
import banyan.wire.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to run a server on a data folder: an operating system's lock, which ends with the
 * process however it ends, so it cannot go stale. The owner's pid stands in a file beside it, for
 * the message to others.
 *
 * <p>Linux gives up a process's locks on a file when the process closes <em>any</em> channel to it.
 * So the lock file is opened here alone, and not at all when this process owns it already.
 */
final class Ownership {
  /** How long a refusal waits for the new owner to write its pid. */
  private static final Duration OWNER_WAIT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  private final DataFolder folder;
  private final FileChannel channel;

  private Ownership(DataFolder folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** What came of {@link #acquire}. */
  sealed interface Result {}

  record Acquired(Ownership ownership) implements Result {}

  /** Another owns the folder; pid 0 when it left no word of itself. */
  record Refused(long pid) implements Result {}

  static Result acquire(DataFolder folder) throws IOException {
    Optional<RunningProcess> written = ownerOf(folder);
    if (written.filter(RunningProcess::isCurrent).isPresent()) {
      return new Refused(written.get().pid());
    }
    FileChannel channel =
        FileChannel.open(
            folder.lock(),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PrivateFile.OWNER_ONLY);
    try {
      if (isLocked(channel)) {
        PrivateFile.write(folder.owner(), Json.text(RunningProcess.current()));
        return new Acquired(new Ownership(folder, channel));
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return new Refused(livingOwner(folder));
  }

  /** Gives the folder up. A second call does nothing. */
  void release() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      Files.deleteIfExists(folder.owner());
      channel.close();
    } catch (IOException e) {
      LOG.warn("the lock of {} was not given up cleanly: {}", folder.root(), e.toString());
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      // The lock lives as long as its channel, which the Ownership keeps.
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static long livingOwner(DataFolder folder) {
    Patience.until(() -> ownerOf(folder).filter(RunningProcess::isAlive).isPresent(), OWNER_WAIT);
    return ownerOf(folder).filter(RunningProcess::isAlive).map(RunningProcess::pid).orElse(0L);
  }

  private static Optional<RunningProcess> ownerOf(DataFolder folder) {
    return Json.read(folder.owner(), RunningProcess.class);
  }
}
