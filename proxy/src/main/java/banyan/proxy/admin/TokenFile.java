package banyan.proxy.admin;

import banyan.wire.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The bearer token of one run of the admin listener: made anew at each start, readable by the owner
 * of the file alone, gone with the listener. Any thread.
 */
final class TokenFile implements AutoCloseable {
  private static final int TOKEN_BYTES = 32;

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
    PrivateFile.makeFolder(folder);
    PrivateFile.write(file, text + "\n");
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
