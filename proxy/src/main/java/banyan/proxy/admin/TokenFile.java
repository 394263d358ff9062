package banyan.proxy.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The bearer token of one run of the admin listener: made anew at each start, readable by the owner
 * of the file alone, gone with the listener. Any thread.
 */
final class TokenFile implements AutoCloseable {
  private static final int TOKEN_BYTES = 32;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path file;
  private final byte[] token;

  private TokenFile(Path file, byte[] token) {
    this.file = file;
    this.token = token;
  }

  static TokenFile write(Path file, SecureRandom random) throws IOException {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("the token file cannot be the root folder: " + file);
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_FOLDER);
    }
    // Whole and protected before it has its name: nobody reads half a token, or one too open.
    Path fresh = Files.createTempFile(folder, "token", null, OWNER_FILE);
    try {
      Files.writeString(fresh, text + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return new TokenFile(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Compares in constant time. */
  boolean admits(String offered) {
    return MessageDigest.isEqual(token, offered.getBytes(StandardCharsets.UTF_8));
  }

  /** Removes the file, unless a later process has written its own. */
  @Override
  public void close() throws IOException {
    if (Files.exists(file) && admits(Files.readString(file).strip())) {
      Files.delete(file);
    }
  }
}
