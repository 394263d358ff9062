package banyan.proxy.publish;

import banyan.proxy.publish.Standing.Source;
import banyan.proxy.publish.TableStore.Adding;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Fault;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.RoutesFile;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the store, the file and the copy to the table in force.
 *
 * <p>Any thread. One lock guards the whole way, so that an older version never replaces a newer
 * one; requests read the table without it.
 */
final class Enforcement {
  private static final Logger LOG = LoggerFactory.getLogger(Enforcement.class);

  /** A store that answers later counts as away: a changed file does not wait for it. */
  private static final Duration STORE_MAX = Duration.ofSeconds(3);

  private final RoutesFile file;
  private final LocalCode local;
  private final TableStore store;
  private final @Nullable LastGoodCopy copy;
  private final String instance;
  private final ReentrantLock lock = new ReentrantLock();
  private RoutesFile.@Nullable Content unpublished;
  private volatile Standing standing;

  /** Puts in force what is known before the store is asked. */
  Enforcement(
      RoutesFile file,
      LocalCode local,
      TableStore store,
      @Nullable LastGoodCopy copy,
      String instance) {
    this.file = file;
    this.local = local;
    this.store = store;
    this.copy = copy;
    this.instance = instance;
    this.unpublished = file.content();
    this.standing = first();
  }

  Standing standing() {
    return standing;
  }

  /** Files that a document names are relative to the file that is followed. */
  Reading read(String text) {
    return RouteDocument.read(file.status().file(), text, local);
  }

  /** Puts the newest version in force, after the file is published if it has to be. */
  void catchUp() {
    lock.lock();
    try {
      var _ = Deadline.in(STORE_MAX).bound(this::look);
    } catch (Failure e) {
      miss(e);
    } catch (RuntimeException | Error e) {
      // An exception that left here would end the schedule in silence.
      LOG.error("the published routes are not followed", e);
      standing = standing.without("the log of this process has the cause");
    } finally {
      lock.unlock();
    }
  }

  private Standing look() {
    publishFile();
    store.newest().ifPresentOrElse(this::enforce, this::keepWithoutVersion);
    return standing;
  }

  /** Takes a changed file: published when the store is there, else in force here alone. */
  void take(RoutesFile.Content content, RouteTable table) {
    lock.lock();
    try {
      unpublished = content;
      catchUp();
      if (standing.absence() != null) {
        file.live().replace(table);
        standing = new Standing(null, Source.FILE, standing.absence(), null);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Of several instances with the same file one publishes it. */
  private void publishFile() {
    RoutesFile.Content content = unpublished;
    for (int attempt = 0; content != null && attempt < TableStore.ATTEMPTS_MAX; attempt++) {
      Optional<VersionEntry> newest = store.newest();
      if (newest.map(VersionEntry::fileHash).orElse("").equals(content.hash())) {
        unpublished = null;
        return;
      }
      Publication publication =
          new Publication(
              content.text(),
              Publication.Origin.FILE,
              instance,
              "the file that it follows changed");
      if (store.add(publication, newest.map(VersionEntry::number).orElse(0L))
          instanceof Adding.Added added) {
        note(added.version());
        unpublished = null;
        return;
      }
    }
  }

  private void enforce(VersionEntry newest) {
    if (standing.isInForce(newest)) {
      standing = Standing.of(newest, Source.STORE);
      return;
    }
    Optional<TableVersion> found = store.find(newest.number());
    if (found.isEmpty()) {
      return;
    }
    switch (read(found.get().text())) {
      case Reading.Valid valid -> {
        RouteTable table = valid.document().over(local);
        file.live().replace(table);
        standing = Standing.of(newest, Source.STORE);
        if (copy != null) {
          copy.write(found.get());
        }
        LOG.atInfo()
            .addKeyValue("version", newest.number())
            .addKeyValue("hash", newest.hash())
            .addKeyValue("routes", table.routes().size())
            .log("routes are in force");
      }
      case Reading.Invalid invalid -> refuse(newest, invalid.faults());
    }
  }

  private void refuse(VersionEntry newest, List<Fault> faults) {
    String refusal =
        newest
            + " is not in force here:\n"
            + faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
    if (!refusal.equals(standing.refusal())) {
      LOG.error("routes refused, those in force stay: {}", refusal);
    }
    standing = standing.refusing(refusal);
  }

  /** A store that was emptied, or is another, moves no route. */
  private void keepWithoutVersion() {
    Standing now = standing.reached();
    standing =
        now.version() == null
            ? now
            : now.refusing("the store has no version; publish the routes again");
  }

  private void miss(Failure failure) {
    String reason = failure.problem().detail();
    if (standing.absence() == null) {
      LOG.warn("the store of routes is away, those in force stay: {}", reason);
    }
    standing = standing.without(reason);
  }

  /** What an audit asks for. */
  static void note(VersionEntry version) {
    LOG.atInfo()
        .addKeyValue("version", version.number())
        .addKeyValue("parent", version.parent())
        .addKeyValue("hash", version.hash())
        .addKeyValue("who", version.who())
        .addKeyValue("why", version.why())
        .log("routes published");
  }

  /** What stands while the store has not been asked yet: the copy, unless the file is newer. */
  private Standing first() {
    RoutesFile.Content content = file.content();
    TableVersion kept = copy == null ? null : copy.read().orElse(null);
    if (kept != null
        && (content == null || content.hash().equals(kept.entry().fileHash()))
        && read(kept.text()) instanceof Reading.Valid valid) {
      file.live().replace(valid.document().over(local));
      return Standing.of(kept.entry(), Source.COPY);
    }
    return Standing.of(null, content == null ? Source.DECLARATIONS : Source.FILE);
  }
}
