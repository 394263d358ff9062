package banyan.proxy.publish;

import banyan.wire.Failure;
import banyan.wire.PrivateFile;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a proxy that runs alone: a folder with one file for each, {@code 7.json}, for its
 * owner's eyes only. Several processes on one machine may share it.
 *
 * <p>A version is a file that appears whole, or not at all since its name is taken: so the file
 * system decides which of two publications came first. Both are on the disk, file and name, before
 * the version counts. Any thread.
 */
public final class VersionsFolder implements TableStore {
  /** Older versions are removed. */
  static final int KEPT_MAX = 200;

  /** Looking is a list of names. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private static final Pattern NAME = Pattern.compile("[1-9][0-9]{0,17}\\.json");
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final InstantSource clock;

  /** The last one that was read: a version never changes, and looking goes on all the time. */
  private volatile @Nullable VersionEntry seen;

  /**
   * The versions of a folder, which is made with the first.
   *
   * @param folder nothing else may be in it
   */
  public VersionsFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * The versions of one followed file.
   *
   * @param parent has a folder for each file, named after it and its place
   */
  public static VersionsFolder of(Path parent, Path followed, InstantSource clock) {
    Path file = followed.toAbsolutePath().normalize();
    String place = VersionEntry.hash(file.toString()).substring(0, 8);
    return new VersionsFolder(parent.resolve(file.getFileName() + "." + place), clock);
  }

  @Override
  public Optional<VersionEntry> newest() {
    List<Long> numbers = numbers();
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
    Path file = file(number);
    try {
      return Optional.of(VersionJson.read(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unavailable("The version " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<VersionEntry> history() {
    return numbers().stream()
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
      if (create(new TableVersion(next, publication.text()))) {
        removeOld(next.number());
        return new Adding.Added(next);
      }
    }
    throw unavailable("Others publish routes all the time.", null);
  }

  /** Looking is cheap enough to need no telling. */
  @Override
  public void follow(Runnable heard) {}

  @Override
  public Duration lookEvery() {
    return LOOK_EVERY;
  }

  private boolean create(TableVersion version) {
    try {
      PrivateFile.makeFolder(folder);
      boolean isFirst =
          PrivateFile.create(file(version.entry().number()), VersionJson.write(version));
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
      return isFirst;
    } catch (IOException e) {
      throw unavailable("No version can be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** A version that stays behind is removed after the next publication. */
  private void removeOld(long newest) {
    for (long number : numbers()) {
      if (number <= newest - KEPT_MAX) {
        try {
          Files.deleteIfExists(file(number));
        } catch (IOException e) {
          throw unavailable("The version " + number + " cannot be removed.", e);
        }
      }
    }
  }

  /** Newest first. */
  private List<Long> numbers() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Long> numbers = new ArrayList<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .forEach(
              name ->
                  numbers.add(Long.valueOf(name.substring(0, name.length() - SUFFIX.length()))));
      numbers.sort(Comparator.reverseOrder());
      return numbers;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw unavailable("The folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path file(long number) {
    return folder.resolve(number + SUFFIX);
  }

  private static Failure unavailable(String detail, @Nullable Throwable cause) {
    return Failure.ours(Problem.of(Problems.UNAVAILABLE, detail), cause);
  }
}
