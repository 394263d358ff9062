package banyan.proxy.migration;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A name for a client that has none yet, made when it is first asked for. One thread. */
final class Newcomer {
  private static final int NAME_BYTES = 16;

  private final SecureRandom random;
  private @Nullable String name;

  Newcomer(SecureRandom random) {
    this.random = random;
  }

  /** The same at each call. */
  String name() {
    if (name == null) {
      byte[] bytes = new byte[NAME_BYTES];
      random.nextBytes(bytes);
      name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
    return name;
  }

  boolean isNamed(String other) {
    return other.equals(name);
  }
}
