package banyan.proxy.compare;

import banyan.proxy.compare.Rules.Change;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a planned change wherever its place could be: below every parent that the new answer
 * has. Whether a value changed shows where values are compared.
 *
 * @param change what is planned
 * @param at where
 */
record PlannedChange(Change change, PlacePattern at) {
  /** Reports each place at which the change is not there. */
  void check(JsonNode to, Differences found) {
    check(Place.BODY, at.steps(), to, found);
  }

  private void check(Place place, List<@Nullable String> steps, JsonNode to, Differences found) {
    if (steps.isEmpty()) {
      if (change == Change.REMOVED) {
        report(place, found);
      }
      return;
    }
    String step = steps.getFirst();
    List<@Nullable String> rest = steps.subList(1, steps.size());
    if (step != null) {
      JsonNode child = to.isObject() ? to.get(step) : null;
      if (child != null) {
        check(place.field(step), rest, child, found);
      } else if (to.isObject() && change != Change.REMOVED && !rest.contains(null)) {
        // Without the list that '*' stands for there is no element to look at.
        report(place.field(step), found);
      }
      return;
    }
    for (int i = 0; i < to.size() && to.isArray(); i++) {
      check(place.element(i), rest, to.get(i), found);
    }
    to.properties()
        .forEach(field -> check(place.field(field.getKey()), rest, field.getValue(), found));
  }

  private void report(Place place, Differences found) {
    found.add(new Difference.Planned(place.pointer(), change.word()));
  }
}
