package banyan.proxy.recent;

import banyan.proxy.match.Fingerprint;
import banyan.proxy.match.Given;
import banyan.proxy.match.Given.Pair;
import java.util.List;

/** Names, and the fingerprint of each one's value. Immutable. */
final class Prints {
  private static final Prints NONE = new Prints(List.of());

  private final String[] names;
  private final long[] prints;

  private Prints(List<Pair> pairs) {
    names = new String[pairs.size()];
    prints = new long[pairs.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = pairs.get(i).name();
      prints[i] = Fingerprint.of(pairs.get(i).value());
    }
  }

  static Prints of(List<Pair> pairs) {
    return pairs.isEmpty() ? NONE : new Prints(pairs);
  }

  Given of(String name) {
    Given given = new Given.Absent();
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        if (given.isPresent()) {
          return new Given.Several();
        }
        given = new Given.Printed(prints[i]);
      }
    }
    return given;
  }

  /** The characters of all names together. */
  int characters() {
    int sum = 0;
    for (String name : names) {
      sum += name.length();
    }
    return sum;
  }
}
