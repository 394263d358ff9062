package banyan.proxy.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found so far: differences, and claims whose truth shows at the end. One thread. */
final class Differences {
  /** More differences are counted as this many. */
  static final int KEPT_MAX = 10_000;

  private final Set<Difference> found = new LinkedHashSet<>();
  private final List<Claim> claims = new ArrayList<>();

  void add(Difference difference) {
    if (found.size() < KEPT_MAX) {
      found.add(difference);
    }
  }

  void claim(Claim claim) {
    claims.add(claim);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Difference> list() {
    return List.copyOf(found);
  }

  /** The claims of one kind. */
  <C extends Claim> List<C> claims(Class<C> kind) {
    return claims.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
