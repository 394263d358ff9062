package banyan.platform.database;

import java.security.SecureRandom;
import org.postgresql.util.PasswordUtil;

/**
 * What the server keeps of a login's password: salt, count of iterations and two hashes (RFC 5803),
 * from which nobody can log in.
 *
 * <p>The iterations make each guess at a password dearer, and each login too. Our passwords are
 * keys of 256 bits, where guessing is hopeless at any price, so one iteration does (docs/adr/0026).
 */
public final class ScramVerifier {
  private static final int ITERATIONS = 1;
  private static final int SALT_BYTES = 16;

  private ScramVerifier() {}

  /**
   * The verifier of a key, in the form that {@code PASSWORD '…'} takes: letters, digits and {@code
   * $:/+=-}, nothing that a literal must escape.
   *
   * @param key at least 256 bits that were drawn or derived, never a password somebody chose
   */
  public static String of(String key) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return PasswordUtil.encodeScramSha256(key.toCharArray(), ITERATIONS, salt);
  }
}
