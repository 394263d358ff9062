package banyan.proxy.route;

import banyan.proxy.match.OddPath;

/**
 * Which odd paths a route lets pass, as its upstream takes them. Others are refused.
 *
 * @param encodedSlash {@code %2F} within a segment
 * @param parameters {@code ;} and what follows it in a segment
 */
public record PathAdmission(boolean encodedSlash, boolean parameters) {
  public static final PathAdmission NONE = new PathAdmission(false, false);

  /** Whether it admits a path in normal form. */
  boolean admits(String path) {
    return (encodedSlash || !OddPath.hasEncodedSlash(path))
        && (parameters || !OddPath.hasParameters(path));
  }
}
