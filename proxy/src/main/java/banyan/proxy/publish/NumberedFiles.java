package banyan.proxy.publish;

import banyan.wire.Failure;
import banyan.wire.PrivateFile;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with one file for each number, {@code 7.json}, for its owner's eyes only. Several
 * processes on one machine may share it.
 *
 * <p>A file appears whole, or not at all since its name is taken: so the file system decides which
 * of two was first. Both are on the disk, file and name, before it counts. Any thread; what fails
 * is a {@link Failure} of {@code unavailable}.
 */
public final class NumberedFiles {
  private static final Pattern NAME = Pattern.compile("[1-9][0-9]{0,17}\\.json");
  private static final String SUFFIX = ".json";

  private final Path folder;

  /**
   * The files of a folder, which is made with the first.
   *
   * @param folder nothing else of such names may be in it
   */
  public NumberedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder of one followed file.
   *
   * @param parent has a folder for each file, named after it and its place
   */
  public static Path folderOf(Path parent, Path followed) {
    Path file = followed.toAbsolutePath().normalize();
    String place = VersionEntry.hash(file.toString()).substring(0, 8);
    return parent.resolve(file.getFileName() + "." + place);
  }

  /** Newest first. */
  public List<Long> numbers() {
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

  /** What a file says; empty when there is none of this number. */
  public <T> Optional<T> read(long number, Reading<T> reading) {
    Path file = file(number);
    try {
      return Optional.of(reading.read(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unavailable("The file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The bytes of a file; empty when there is none of this number.
   *
   * @param max a longer one is cut behind one byte more
   */
  public Optional<byte[]> bytes(long number, int max) {
    try (InputStream in = Files.newInputStream(file(number))) {
      return Optional.of(in.readNBytes(max + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unavailable("The file " + file(number) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes a file unless its number is taken; returns whether it did. */
  public boolean create(long number, String text) {
    try {
      PrivateFile.makeFolder(folder);
      boolean isFirst = PrivateFile.create(file(number), text);
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
      return isFirst;
    } catch (IOException e) {
      throw unavailable("Nothing can be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  void remove(long number) {
    try {
      Files.deleteIfExists(file(number));
    } catch (IOException e) {
      throw unavailable("The file " + file(number) + " cannot be removed.", e);
    }
  }

  static Failure unavailable(String detail, @Nullable Throwable cause) {
    return Failure.ours(Problem.of(Problems.UNAVAILABLE, detail), cause);
  }

  private Path file(long number) {
    return folder.resolve(number + SUFFIX);
  }

  /** Makes something of a text; throws IOException when it cannot. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(String text) throws IOException;
  }
}
