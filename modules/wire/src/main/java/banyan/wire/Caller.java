package banyan.wire;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who sends a request: the tenant whose data it may touch, the principal, and what the principal
 * may do.
 *
 * @param tenant 1 to 63 of {@code a-z 0-9 -}
 * @param principal a name for logs and audit, 1 to 200 characters
 * @param rights such as {@code catalog:write}; {@code *} is every right
 */
public record Caller(String tenant, String principal, Set<String> rights) {
  /** The tenant that exists from the start. */
  public static final String MAIN_TENANT = "main";

  /** The principal of a request without credentials. */
  public static final String ANONYMOUS = "anonymous";

  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private static final Caller NOBODY = new Caller(MAIN_TENANT, ANONYMOUS, Set.of());

  public Caller {
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException("tenant '" + tenant + "': use 1 to 63 of a-z 0-9 -");
    }
    if (principal.isBlank() || principal.length() > 200) {
      throw new IllegalArgumentException("principal: use 1 to 200 characters");
    }
    rights = Set.copyOf(rights);
  }

  /** A caller without credentials: reads the public side of the main tenant. */
  public static Caller anonymous() {
    return NOBODY;
  }

  public boolean may(String right) {
    return rights.contains(right) || rights.contains("*");
  }

  public boolean isAnonymous() {
    return principal.equals(ANONYMOUS);
  }
}
