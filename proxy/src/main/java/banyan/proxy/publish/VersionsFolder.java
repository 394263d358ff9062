package banyan.proxy.publish;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of a proxy that runs alone: a file for each. Any thread. */
public final class VersionsFolder implements TableStore {
  /** Older versions are removed. */
  static final int KEPT_MAX = 200;

  /** Looking is a list of names. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final NumberedFiles files;
  private final InstantSource clock;

  /** The last one that was read: a version never changes, and looking goes on all the time. */
  private volatile @Nullable VersionEntry seen;

  /**
   * The versions of a folder, which is made with the first.
   *
   * @param folder nothing else may be in it
   */
  public VersionsFolder(Path folder, InstantSource clock) {
    this.files = new NumberedFiles(folder);
    this.clock = clock;
  }

  /**
   * The versions of one followed file.
   *
   * @param parent has a folder for each file, named after it and its place
   */
  public static VersionsFolder of(Path parent, Path followed, InstantSource clock) {
    return new VersionsFolder(NumberedFiles.folderOf(parent, followed), clock);
  }

  @Override
  public Optional<VersionEntry> newest() {
    List<Long> numbers = files.numbers();
    VersionEntry known = seen;
    if (numbers.isEmpty() || (known != null && known.number() == numbers.getFirst())) {
      return numbers.isEmpty() ? Optional.empty() : Optional.ofNullable(known);
    }
    Optional<VersionEntry> newest = find(numbers.getFirst()).map(TableVersion::entry);
    seen = newest.orElse(null);
    return newest;
  }

  @Override
  public Optional<TableVersion> find(long number) {
    return files.read(number, VersionJson::read);
  }

  @Override
  public List<VersionEntry> history() {
    return files.numbers().stream()
        .limit(HISTORY_MAX)
        .flatMap(number -> find(number).stream())
        .map(TableVersion::entry)
        .toList();
  }

  @Override
  public Adding add(Publication publication, @Nullable Long expected) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      VersionEntry newest = newest().orElse(null);
      if (expected != null && expected != (newest == null ? 0 : newest.number())) {
        return new Adding.Overtaken(newest);
      }
      VersionEntry next = VersionEntry.after(newest, publication, clock.instant());
      if (files.create(
          next.number(), VersionJson.write(new TableVersion(next, publication.text())))) {
        removeOld(next.number());
        return new Adding.Added(next);
      }
    }
    throw NumberedFiles.unavailable("Others publish routes all the time.", null);
  }

  /** Looking is cheap enough to need no telling. */
  @Override
  public void follow(Runnable heard) {}

  @Override
  public Duration lookEvery() {
    return LOOK_EVERY;
  }

  /** A version that stays behind is removed after the next publication. */
  private void removeOld(long newest) {
    for (long number : files.numbers()) {
      if (number <= newest - KEPT_MAX) {
        files.remove(number);
      }
    }
  }
}
