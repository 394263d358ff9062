package banyan.proxy.migration;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An identity for clients that have no other: a random name with a signature, {@code
 * <name>.<HMAC-SHA-256>}. The key is the salt, so every instance knows it, a client cannot pick the
 * names that fall into the canary, and the cookie of one migration says nothing to another.
 */
final class CohortCookie {
  private static final String ALGORITHM = "HmacSHA256";

  /** A name of 22 characters, a dot, a signature of 43. */
  private static final int LENGTH = 66;

  private static final int NAME_LENGTH = 22;

  private CohortCookie() {}

  /** The cookie of a name that {@link Newcomer} made. */
  static String of(Salt salt, String name) {
    return name + "." + signature(salt, name);
  }

  /** The name in a cookie that was issued with this salt; else empty. */
  static Optional<String> read(Salt salt, String cookie) {
    if (cookie.length() != LENGTH || cookie.charAt(NAME_LENGTH) != '.') {
      return Optional.empty();
    }
    String name = cookie.substring(0, NAME_LENGTH);
    byte[] offered = cookie.substring(NAME_LENGTH + 1).getBytes(StandardCharsets.UTF_8);
    byte[] own = signature(salt, name).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(own, offered) ? Optional.of(name) : Optional.empty();
  }

  private static String signature(Salt salt, String name) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      byte[] key = ("banyan cohort " + salt).getBytes(StandardCharsets.US_ASCII);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] signature = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }
}
