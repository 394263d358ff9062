package banyan.proxy.match;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a route asks of a request beside host, method and path. Every one must be met.
 *
 * @param all at most one for each trait
 */
public record Conditions(List<Condition> all) {
  /** More conditions of one route are refused. */
  public static final int MAX = 16;

  public static final Conditions NONE = new Conditions(List.of());

  /** The first has more conditions. */
  public static final Comparator<Conditions> MORE_FIRST =
      Comparator.comparingInt(conditions -> -conditions.all.size());

  /** The first has more conditions that name values. */
  public static final Comparator<Conditions> MORE_VALUES_FIRST =
      Comparator.comparingLong(conditions -> -conditions.count(1, Condition.VALUES_MAX));

  /** The first has more conditions with a single value. */
  public static final Comparator<Conditions> MORE_SINGLE_VALUES_FIRST =
      Comparator.comparingLong(conditions -> -conditions.count(1, 1));

  /** The order of precedence: the stricter come first. */
  public static final Comparator<Conditions> STRICTER_FIRST =
      MORE_FIRST.thenComparing(MORE_VALUES_FIRST).thenComparing(MORE_SINGLE_VALUES_FIRST);

  public Conditions {
    all = List.copyOf(all);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether a request meets them, tenants aside. */
  public boolean hold(RequestHead head) {
    for (Condition condition : all) {
      if (!(condition.trait() instanceof Trait.Tenant) && !condition.holds(head)) {
        return false;
      }
    }
    return true;
  }

  /** The first that a request does not meet, tenants aside. */
  public Optional<Condition> failing(RequestHead head) {
    return all.stream()
        .filter(condition -> !(condition.trait() instanceof Trait.Tenant))
        .filter(condition -> !condition.holds(head))
        .findFirst();
  }

  public boolean hasTenants() {
    return tenants() != null;
  }

  /** Whether a caller of this tenant meets them; true where no tenant is asked for. */
  public boolean admit(String tenant) {
    Condition tenants = tenants();
    return tenants == null || tenants.admits(tenant);
  }

  /** Whether some request can meet both. */
  public boolean areCompatibleWith(Conditions other) {
    return all.stream().allMatch(one -> other.all.stream().allMatch(one::isCompatibleWith));
  }

  /** Whether whatever meets this and {@code other} meets {@code third}, too. */
  public boolean imply(Conditions other, Conditions third) {
    return third.all.stream()
        .allMatch(
            wanted ->
                Stream.concat(all.stream(), other.all.stream())
                    .anyMatch(condition -> condition.implies(wanted)));
  }

  /** The values of the condition on a trait; empty when there is none or it names none. */
  public Set<String> valuesOf(Trait trait) {
    return all.stream()
        .filter(condition -> condition.trait().equals(trait))
        .findFirst()
        .map(Condition::values)
        .orElse(Set.of());
  }

  /** {@code [field x-beta=1, tenant=acme]}; nothing when there are none. */
  @Override
  public String toString() {
    return all.isEmpty()
        ? ""
        : all.stream().map(Condition::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  private @Nullable Condition tenants() {
    for (Condition condition : all) {
      if (condition.trait() instanceof Trait.Tenant) {
        return condition;
      }
    }
    return null;
  }

  private long count(int fewest, int most) {
    return all.stream()
        .mapToInt(condition -> condition.values().size())
        .filter(values -> values >= fewest && values <= most)
        .count();
  }
}
