package banyan.proxy.parity;

import banyan.proxy.certificate.Certificate.Version;
import java.util.ArrayList;
import java.util.List;

/**
 * What comparisons rest on. Whatever of it changes, what was counted before says nothing of what
 * runs now.
 *
 * @param from what the old side is
 * @param to what the new side is
 * @param rules what the rules in force relax and demand, without who and why: {@link RulesText}
 */
record Basis(Version from, Version to, List<String> rules) {
  Basis {
    rules = List.copyOf(rules);
  }

  /** What has changed since an earlier basis, for people; empty where nothing has. */
  List<String> changesSince(Basis before) {
    List<String> changes = new ArrayList<>();
    compare("the old side", before.from, from, changes);
    compare("the new side", before.to, to, changes);
    if (!before.rules.equals(rules)) {
      changes.add("the rules of the comparison are others");
    }
    return changes;
  }

  private static void compare(String side, Version was, Version is, List<String> changes) {
    if (!was.build().equals(is.build())) {
      changes.add("%s is build %s, not %s".formatted(side, is.build(), was.build()));
    }
    if (!was.configuration().equals(is.configuration())) {
      changes.add(side + " is configured otherwise");
    }
  }
}
