package banyan.proxy.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded pairs in a folder: a sub-folder with {@code from.http}, {@code to.http} and perhaps
 * {@code request.http} is one pair, and so is each file {@code NAME.json}. The formats are in
 * {@code docs/comparison.md}.
 */
public final class PairFolder {
  /** Larger files are refused. */
  public static final long FILE_BYTES_MAX = 64 << 20;

  /** More pairs in one folder are refused. */
  public static final int PAIRS_MAX = 100_000;

  private final Path folder;

  public PairFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The pairs, by name; nothing of them is read yet.
   *
   * @throws Faulty when the folder is none, or has no pair
   */
  public List<Path> list() throws Faulty {
    if (isPair(folder)) {
      return List.of(folder);
    }
    List<Path> pairs = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry) || entry.toString().endsWith(".json")) {
          pairs.add(entry);
        }
        if (pairs.size() > PAIRS_MAX) {
          throw new Faulty(folder + ": more than " + PAIRS_MAX + " pairs; compare it in parts");
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new Faulty(
          folder
              + ": is no folder that can be read; name one with pairs, and check who may read it",
          e);
    }
    if (pairs.isEmpty()) {
      throw new Faulty(
          folder + ": no pair; a pair is NAME/from.http with NAME/to.http, or NAME.json");
    }
    pairs.sort(null);
    return pairs;
  }

  /**
   * Reads one pair of the list.
   *
   * @throws Faulty when it is none, with file, place and remedy
   */
  public RecordedPair read(Path entry) throws Faulty {
    Path fileName =
        entry.equals(folder)
            ? entry.toAbsolutePath().normalize().getFileName()
            : entry.getFileName();
    String name = String.valueOf(fileName);
    if (!Files.isDirectory(entry)) {
      return new PairDocument(entry)
          .read(bytes(entry), name.substring(0, name.length() - ".json".length()));
    }
    if (!Files.isReadable(entry) || !Files.isExecutable(entry)) {
      throw new Faulty(entry + ": is no folder that can be read; check who may read it");
    }
    for (String side : List.of("from.http", "to.http")) {
      if (!Files.isRegularFile(entry.resolve(side))) {
        throw new Faulty(entry + ": has no file " + side + "; a pair needs from.http and to.http");
      }
    }
    Path request = entry.resolve("request.http");
    return new RecordedPair(
        name,
        Files.exists(request)
            ? new RecordedMessage(request, bytes(request)).request()
            : RecordedRequest.unknown(),
        new RecordedMessage(entry.resolve("from.http"), bytes(entry.resolve("from.http"))).answer(),
        new RecordedMessage(entry.resolve("to.http"), bytes(entry.resolve("to.http"))).answer());
  }

  private static boolean isPair(Path entry) {
    return Files.isRegularFile(entry.resolve("from.http"))
        && Files.isRegularFile(entry.resolve("to.http"));
  }

  /** The bytes of a regular file: a pipe or a device may have no end. */
  private static byte[] bytes(Path file) throws Faulty {
    if (!Files.isReadable(file)) {
      throw new Faulty(file + ": cannot be read; check that it is there, and who may read it");
    }
    if (!Files.isRegularFile(file)) {
      throw new Faulty(file + ": is no regular file; record the message in one");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes((int) FILE_BYTES_MAX + 1);
      if (bytes.length > FILE_BYTES_MAX) {
        throw new Faulty(
            file + ": has more than " + FILE_BYTES_MAX + " bytes; record a smaller answer");
      }
      return bytes;
    } catch (IOException e) {
      throw new Faulty(file + ": cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  /** What was given is no recorded pair; the message says where and why. */
  public static final class Faulty extends Exception {
    private static final long serialVersionUID = 1L;

    Faulty(String message) {
      super(message);
    }

    Faulty(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
