package banyan.app.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads banyan.yaml from the disk. */
public final class SettingsFileReader {
  /** A configuration longer than this is a mistake. */
  static final long FILE_BYTES_MAX = 256 << 10;

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private SettingsFileReader() {}

  /**
   * Reads and parses the file; what is wrong with it is part of the result.
   *
   * @param mustExist whether a missing file is a problem: the user named it
   */
  public static SettingsFile read(Path folder, String name, boolean mustExist) {
    Path path = folder.resolve(name);
    try {
      if (Files.size(path) > FILE_BYTES_MAX) {
        return unreadable(name, "longer than " + FILE_BYTES_MAX + " bytes; is it the right file?");
      }
      String text = text(Files.readAllBytes(path));
      return SettingsDocument.parse(name, text, isPrivate(path));
    } catch (NoSuchFileException e) {
      return mustExist ? unreadable(name, "there is no such file") : SettingsFile.ABSENT;
    } catch (CharacterCodingException e) {
      return unreadable(name, "not UTF-8 text");
    } catch (IOException e) {
      return unreadable(name, "cannot be read (" + e.getMessage() + ")");
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static boolean isPrivate(Path path) throws IOException {
    try {
      return Files.getPosixFilePermissions(path).stream().noneMatch(OF_OTHERS::contains);
    } catch (UnsupportedOperationException e) {
      // A file system without POSIX permissions has rules of its own that we cannot read.
      return true;
    }
  }

  private static SettingsFile unreadable(String name, String why) {
    return new SettingsFile(name, Map.of(), List.of(new SettingProblem(name, why)), true);
  }
}
