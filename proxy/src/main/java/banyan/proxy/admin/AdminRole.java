package banyan.proxy.admin;

import java.util.Locale;

/** What the holder of a token of the admin listener may do; each may what those before it may. */
public enum AdminRole {
  /** Looks, and changes nothing. */
  VIEWER,
  /** Moves what the rules and the evidence allow, and goes back. */
  OPERATOR,
  /** Moves without evidence, for a reason; and does what cannot be undone. */
  ADMIN;

  /** Whether this one may do what that one may. */
  boolean includes(AdminRole other) {
    return compareTo(other) >= 0;
  }

  /** Whether salts of migrations are shown: by one, somebody can choose the own cohort. */
  boolean maySeeSalts() {
    return includes(OPERATOR);
  }

  /** Lower-case, for logs and for the names of files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
