package banyan.proxy.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one run of the admin listener, a file for each role: that of ADMIN has the given
 * name, {@code up.token}, the others stand beside it, {@code up.viewer.token}. Any thread.
 */
final class TokenFiles implements AutoCloseable {
  private static final String SUFFIX = ".token";

  private final Map<AdminRole, TokenFile> files = new EnumMap<>(AdminRole.class);

  private TokenFiles() {}

  /** Writes all of them or none. */
  static TokenFiles write(Path file, SecureRandom random) throws IOException {
    TokenFiles tokens = new TokenFiles();
    try {
      for (AdminRole role : AdminRole.values()) {
        tokens.files.put(role, TokenFile.write(path(file, role), random));
      }
      return tokens;
    } catch (IOException e) {
      tokens.close();
      throw e;
    }
  }

  /** The file of a role. */
  static Path path(Path file, AdminRole role) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return switch (role) {
      case ADMIN -> file;
      case OPERATOR, VIEWER -> file.resolveSibling(stem + "." + role.word() + SUFFIX);
    };
  }

  /** The role of a token; null when it is none. Each is compared, in constant time. */
  @Nullable AdminRole role(String offered) {
    AdminRole found = null;
    for (Map.Entry<AdminRole, TokenFile> entry : files.entrySet()) {
      if (entry.getValue().admits(offered)) {
        found = entry.getKey();
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    for (TokenFile file : files.values()) {
      file.close();
    }
  }
}
