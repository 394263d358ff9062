package banyan.proxy.match;

import java.util.Collection;
import java.util.Set;

/**
 * The methods that ask for no change (RFC 9110 section 9.2.1) and are answered for what they are
 * about. TRACE is not among them: it tells of the way there, and is refused on every path.
 */
public final class SafeMethods {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private SafeMethods() {}

  /** Whether the method, upper-case, is one. */
  public static boolean has(String method) {
    return SAFE.contains(method);
  }

  /** Whether all of these are. */
  public static boolean hasAll(Collection<String> methods) {
    return SAFE.containsAll(methods);
  }
}
