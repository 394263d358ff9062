package banyan.proxy.compare;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides whether URLs differ because the two sides are served at different places: one origin of
 * the one answer is always another one in the other answer, and neither is in both. One that is
 * only no longer encrypted is a difference.
 */
final class Origins {
  private Origins() {}

  /** Reports the claims that do not hold. */
  static void judge(
      List<Claim.Origins> claims, Differences differences, Explanations explanations) {
    Set<String> changedFrom = new HashSet<>();
    Set<String> changedTo = new HashSet<>();
    Set<String> from = new HashSet<>();
    Set<String> to = new HashSet<>();
    for (Claim.Origins claim : claims) {
      from.add(claim.from());
      to.add(claim.to());
      if (claim.isDifferent()) {
        changedFrom.add(claim.from());
        changedTo.add(claim.to());
      }
    }
    boolean isOne = changedFrom.size() == 1 && changedTo.size() == 1;
    boolean isMove =
        isOne
            && changedFrom.stream().noneMatch(to::contains)
            && changedTo.stream().noneMatch(from::contains);
    for (Claim.Origins claim : claims) {
      if (claim.isDifferent() && isDowngrade(claim)) {
        differences.add(claim.otherwise().because("https became http"));
      } else if (claim.isDifferent() && isMove) {
        explanations.add("another origin of URLs");
      } else if (claim.isDifferent()) {
        differences.add(claim.otherwise().because("more than one origin differs"));
      }
    }
  }

  /** The same place without encryption: a side that does not know how it is reached. */
  private static boolean isDowngrade(Claim.Origins claim) {
    return claim.from().startsWith("https://")
        && claim.to().startsWith("http://")
        && place(claim.from(), "https://", ":443").equals(place(claim.to(), "http://", ":80"));
  }

  /** Host and port; without the port that the scheme has anyway (RFC 9110 section 4.2). */
  private static String place(String origin, String scheme, String port) {
    String authority = origin.substring(scheme.length()).toLowerCase(Locale.ROOT);
    return authority.endsWith(port)
        ? authority.substring(0, authority.length() - port.length())
        : authority;
  }
}
