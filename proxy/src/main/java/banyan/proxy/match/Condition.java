package banyan.proxy.match;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing that a route asks of a request.
 *
 * @param values as written, sorted; empty when it need only be there
 * @param accepted the values in every spelling that counts
 */
public record Condition(Trait trait, Set<String> values, Set<String> accepted) {
  /** More values of one condition are refused. */
  public static final int VALUES_MAX = 64;

  /** Longer values are refused. */
  public static final int VALUE_LENGTH_MAX = 200;

  public Condition {
    values = Collections.unmodifiableSet(new TreeSet<>(values));
    accepted = Set.copyOf(accepted);
  }

  public static Condition present(Trait trait) {
    return new Condition(trait, Set.of(), Set.of());
  }

  public static Condition oneOf(Trait trait, Set<String> values) {
    return new Condition(trait, values, values);
  }

  /** Versions: {@code 2}, {@code v2} and {@code V2} are the same one. */
  public static Condition version(Trait trait, Set<String> versions) {
    Set<String> accepted = new HashSet<>(versions);
    versions.forEach(
        version -> {
          accepted.add("v" + version);
          accepted.add("V" + version);
        });
    return new Condition(trait, versions, accepted);
  }

  /** Whether a request meets it; a tenant is asked for by {@link #admits}. */
  boolean holds(RequestHead head) {
    Given given =
        switch (trait) {
          case Trait.Field(String name) -> head.field(name);
          case Trait.Parameter(String name) -> head.parameter(name);
          case Trait.Cookie(String name) -> head.cookie(name);
          case Trait.Accepted _ -> head.acceptVersion();
          case Trait.Segment(int index, String _) -> segment(head.path(), index);
          case Trait.Tenant _ -> new Given.Absent();
        };
    return accepted.isEmpty() ? given.isPresent() : given.isOneOf(accepted);
  }

  boolean admits(String tenant) {
    return accepted.contains(tenant);
  }

  /** Whether some request can meet both. */
  boolean isCompatibleWith(Condition other) {
    return !trait.equals(other.trait)
        || accepted.isEmpty()
        || other.accepted.isEmpty()
        || !Collections.disjoint(accepted, other.accepted);
  }

  /** Whether whatever meets this meets the other one. */
  boolean implies(Condition other) {
    return trait.equals(other.trait)
        && (other.accepted.isEmpty()
            || (!accepted.isEmpty() && other.accepted.containsAll(accepted)));
  }

  /** {@code field x-beta=1|2}; the name alone when it need only be there. */
  @Override
  public String toString() {
    return values.isEmpty() ? trait.words() : trait.words() + "=" + String.join("|", values);
  }

  private static Given segment(String path, int index) {
    int start = 1;
    for (int i = 0; i < index; i++) {
      int slash = path.indexOf('/', start);
      if (slash < 0) {
        return new Given.Absent();
      }
      start = slash + 1;
    }
    int slash = path.indexOf('/', start);
    return new Given.One(path.substring(start, slash < 0 ? path.length() : slash));
  }
}
