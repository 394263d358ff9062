package banyan.proxy.compare;

import banyan.proxy.compare.Rules.Change;
import banyan.proxy.compare.Rules.Expectation;
import banyan.proxy.compare.Rules.Relaxation;
import banyan.proxy.compare.Rules.Target;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules that hold for one request on one day, and what of them was used. One thread. */
final class ActiveRules {
  private final Map<Class<? extends Allowance>, List<Relaxation>> relaxations;
  private final List<Expectation> expectations;
  private final List<PlacePattern> ordered;
  private final Explanations explanations;
  private final Map<String, Boolean> idNames = new HashMap<>();

  ActiveRules(Rules rules, RecordedRequest request, LocalDate today, Explanations explanations) {
    this.relaxations =
        rules.relaxations().stream()
            .filter(rule -> !rule.grounds().isExpired(today) && rule.scope().includes(request))
            .collect(Collectors.groupingBy(rule -> rule.allowance().getClass()));
    this.expectations =
        rules.expectations().stream()
            .filter(plan -> !plan.grounds().isExpired(today) && plan.scope().includes(request))
            .toList();
    this.ordered =
        rules.ordered().stream()
            .filter(list -> list.scope().includes(request))
            .map(Rules.OrderedList::at)
            .toList();
    this.explanations = explanations;
  }

  /** The rule of a kind for a place, not yet counted as used. */
  <A extends Allowance> Optional<A> find(Place place, Class<A> kind) {
    return rule(place, kind).map(rule -> kind.cast(rule.allowance()));
  }

  /** Whether a rule of a kind allows something at a place; counts it as used. */
  boolean allows(Place place, Class<? extends Allowance> kind) {
    Optional<Relaxation> rule = rule(place, kind);
    rule.ifPresent(used -> explanations.add(used.text()));
    return rule.isPresent();
  }

  /** Counts the rule of a kind at a place as used. */
  void use(Place place, Class<? extends Allowance> kind) {
    rule(place, kind).ifPresent(used -> explanations.add(used.text()));
  }

  /** Whether the values of a place are ids, by its name or by a rule. */
  boolean areIds(Place place) {
    return idNames.computeIfAbsent(place.fieldName(), FieldWords::areIds)
        || find(place, Allowance.Ids.class).isPresent();
  }

  boolean isOrdered(Place place) {
    return ordered.stream().anyMatch(pattern -> pattern.matches(place));
  }

  /** Whether a change was planned at a place; counts it as seen. */
  boolean isPlanned(Place place, Change change) {
    for (Expectation plan : expectations) {
      if (plan.change() == change && isAt(plan.target(), place)) {
        explanations.add(plan.text());
        return true;
      }
    }
    return false;
  }

  /** Whether anything was planned at a place. */
  boolean expects(Place place) {
    return expectations.stream().anyMatch(plan -> isAt(plan.target(), place));
  }

  /** Whether what stands at a place was to change. */
  boolean isDue(Place place) {
    return expectations.stream()
        .anyMatch(plan -> plan.change() == Change.CHANGED && isAt(plan.target(), place));
  }

  List<Expectation> expectations() {
    return expectations;
  }

  private Optional<Relaxation> rule(Place place, Class<? extends Allowance> kind) {
    for (Relaxation rule : relaxations.getOrDefault(kind, List.of())) {
      if (isAt(rule.target(), place)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private static boolean isAt(Target target, Place place) {
    return switch (target) {
      case Target.Body(PlacePattern at) -> at.matches(place);
      case Target.Header(String name) -> place.isHeader() && place.headerName().equals(name);
    };
  }
}
