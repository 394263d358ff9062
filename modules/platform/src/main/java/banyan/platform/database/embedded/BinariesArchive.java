package banyan.platform.database.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A tar archive compressed with xz, which may be hostile: whatever would leave the target folder,
 * and whatever is not a file, a folder or a symbolic link, is refused.
 */
final class BinariesArchive {
  private static final int ENTRIES_MAX = 20_000;
  private static final long BYTES_MAX = 1L << 30;
  private static final int DECOMPRESSION_KIB_MAX = 128 * 1024;
  private static final int OWNER_EXECUTES = 0100;

  private final Path target;
  private long bytesLeft = BYTES_MAX;

  private BinariesArchive(Path target) {
    this.target = target;
  }

  /** Unpacks into {@code target}, which is made; it is not usable when this throws. */
  static void unpack(InputStream archive, Path target) throws IOException {
    Files.createDirectory(target);
    new BinariesArchive(target.toRealPath()).unpackAll(archive);
  }

  private void unpackAll(InputStream archive) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            XZCompressorInputStream.builder()
                .setInputStream(archive)
                .setMemoryLimitKiB(DECOMPRESSION_KIB_MAX)
                .get())) {
      int entries = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++entries > ENTRIES_MAX) {
          throw refused(entry, "is one of more than " + ENTRIES_MAX);
        }
        unpack(entry, tar);
      }
    }
  }

  private void unpack(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    Path place = inside(entry, target.resolve(entry.getName()));
    if (entry.isDirectory()) {
      Files.createDirectories(place);
      mustStayInside(entry, place);
      return;
    }
    Files.createDirectories(place.resolveSibling(""));
    mustStayInside(entry, place.resolveSibling(""));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(place, linkTarget(entry, place));
      return;
    }
    if (!isPlainFile(entry)) {
      throw refused(entry, "is neither a file, a folder nor a symbolic link");
    }
    writeFile(entry, tar, place);
  }

  private void writeFile(TarArchiveEntry entry, TarArchiveInputStream tar, Path place)
      throws IOException {
    bytesLeft -= entry.getSize();
    if (bytesLeft < 0) {
      throw refused(entry, "makes the archive larger than " + BYTES_MAX + " bytes");
    }
    try (OutputStream out = Files.newOutputStream(place, StandardOpenOption.CREATE_NEW)) {
      tar.transferTo(out);
    }
    boolean isProgram = (entry.getMode() & OWNER_EXECUTES) != 0;
    Files.setPosixFilePermissions(
        place, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
  }

  /** {@code isFile()} is true for devices and pipes too. */
  private static boolean isPlainFile(TarArchiveEntry entry) {
    return entry.getLinkFlag() == TarConstants.LF_NORMAL
        || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
  }

  private Path linkTarget(TarArchiveEntry entry, Path place) throws IOException {
    Path link = Path.of(entry.getLinkName());
    if (link.isAbsolute()) {
      throw refused(entry, "links to an absolute path");
    }
    inside(entry, place.resolveSibling(link));
    return link;
  }

  private Path inside(TarArchiveEntry entry, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw refused(entry, "leaves the folder");
    }
    return normal;
  }

  /** A link of an earlier entry may have led a folder elsewhere. */
  private void mustStayInside(TarArchiveEntry entry, Path folder) throws IOException {
    if (!folder.toRealPath().startsWith(target) || Files.isSymbolicLink(folder)) {
      throw refused(entry, "leaves the folder by a link");
    }
  }

  private static IOException refused(TarArchiveEntry entry, String why) {
    return new IOException("archive refused: the entry '" + entry.getName() + "' " + why);
  }
}
