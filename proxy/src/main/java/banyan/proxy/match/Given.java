package banyan.proxy.match;

import java.util.List;
import java.util.Set;

/** What a request gives for one name: nothing, one value, or several, of which none counts. */
public sealed interface Given {
  /** Whether the name comes at all. */
  boolean isPresent();

  /**
   * Whether it comes exactly once and with one of these values. Several never are: the next server
   * might read another of them than we.
   */
  boolean isOneOf(Set<String> values);

  /** The values of one name among pairs. */
  static Given among(List<Pair> pairs, String name) {
    Given given = new Absent();
    for (Pair pair : pairs) {
      if (pair.name().equals(name)) {
        if (given.isPresent()) {
          return new Several();
        }
        given = new One(pair.value());
      }
    }
    return given;
  }

  record Absent() implements Given {
    @Override
    public boolean isPresent() {
      return false;
    }

    @Override
    public boolean isOneOf(Set<String> values) {
      return false;
    }
  }

  record Several() implements Given {
    @Override
    public boolean isPresent() {
      return true;
    }

    @Override
    public boolean isOneOf(Set<String> values) {
      return false;
    }
  }

  record One(String value) implements Given {
    @Override
    public boolean isPresent() {
      return true;
    }

    @Override
    public boolean isOneOf(Set<String> values) {
      return values.contains(value);
    }
  }

  /** A value of which only the fingerprint was kept. */
  record Printed(long print) implements Given {
    @Override
    public boolean isPresent() {
      return true;
    }

    @Override
    public boolean isOneOf(Set<String> values) {
      return values.stream().anyMatch(value -> Fingerprint.of(value) == print);
    }
  }

  /** A name and a value, as a query or a cookie has them. */
  record Pair(String name, String value) {}
}
