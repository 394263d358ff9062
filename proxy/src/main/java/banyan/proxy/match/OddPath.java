package banyan.proxy.match;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Paths that servers read in different ways: those with an encoded slash, which some decode, and
 * those with {@code ;} parameters, which some drop (RFC 3986 sections 2.2 and 3.3). Paths are in
 * normal form. Pure functions.
 */
public final class OddPath {
  private static final String SLASH = "%2F";

  private OddPath() {}

  public static boolean isOdd(String path) {
    return hasParameters(path) || hasEncodedSlash(path);
  }

  public static boolean hasEncodedSlash(String path) {
    return path.contains(SLASH);
  }

  public static boolean hasParameters(String path) {
    return path.indexOf(';') >= 0;
  }

  /** What else the path may mean to a server; without the path itself. */
  public static Set<String> otherReadings(String path) {
    String decoded = decoded(path);
    String bare = withoutParameters(path);
    Set<String> readings = new LinkedHashSet<>();
    readings.add(decoded);
    readings.add(bare);
    readings.add(decoded(bare));
    readings.add(withoutParameters(decoded));
    readings.remove(path);
    return readings;
  }

  private static String decoded(String path) {
    return path.replace(SLASH, "/");
  }

  private static String withoutParameters(String path) {
    StringBuilder kept = new StringBuilder(path.length());
    boolean isDropped = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      isDropped = c == ';' || (isDropped && c != '/');
      if (!isDropped) {
        kept.append(c);
      }
    }
    return kept.toString();
  }
}
