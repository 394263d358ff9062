package banyan.proxy.parity;

import banyan.proxy.certificate.Certificate.Rule;
import banyan.proxy.compare.Allowance;
import banyan.proxy.compare.RequestScope;
import banyan.proxy.compare.Rules;
import banyan.proxy.compare.Rules.Expectation;
import banyan.proxy.compare.Rules.Grounds;
import banyan.proxy.compare.Rules.OrderedList;
import banyan.proxy.compare.Rules.Relaxation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Rules in words: what each does, whatever line it stands in and whoever answers for it. Two
 * documents with the same words compare alike. Pure functions.
 */
final class RulesText {
  private static final int TEXT_MAX = 500;

  private RulesText() {}

  /** What all rules that hold on a day do, each once, sorted. */
  static List<String> of(Rules rules, LocalDate today) {
    TreeSet<String> words = new TreeSet<>();
    for (Relaxation rule : rules.relaxations()) {
      if (holds(rule.grounds(), today)) {
        words.add(words(rule));
      }
    }
    for (Expectation plan : rules.expectations()) {
      if (holds(plan.grounds(), today)) {
        words.add(words(plan));
      }
    }
    for (OrderedList list : rules.ordered()) {
      words.add("ordered at " + place(list.at().text()) + words(list.scope()));
    }
    return List.copyOf(words);
  }

  /** As a certificate names those that hold on a day. */
  static List<Rule> certified(Rules rules, LocalDate today) {
    List<Rule> certified = new ArrayList<>();
    for (Relaxation rule : rules.relaxations()) {
      if (holds(rule.grounds(), today)) {
        certified.add(certified("line " + rule.line(), words(rule), rule.grounds()));
      }
    }
    for (Expectation plan : rules.expectations()) {
      if (holds(plan.grounds(), today)) {
        certified.add(certified("line " + plan.line(), words(plan), plan.grounds()));
      }
    }
    return certified;
  }

  /** What a certificate's rules do, as {@link #of} says it; lists that are ordered have no end. */
  static List<String> of(List<Rule> certified) {
    TreeSet<String> words = new TreeSet<>();
    certified.forEach(rule -> words.add(rule.relaxes()));
    return List.copyOf(words);
  }

  private static boolean holds(Grounds grounds, LocalDate today) {
    return !today.isAfter(grounds.until());
  }

  private static Rule certified(String id, String words, Grounds grounds) {
    return new Rule(
        id,
        cut(words),
        cut(grounds.who()),
        cut(grounds.why()),
        grounds.until().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static String words(Relaxation rule) {
    String measure =
        switch (rule.allowance()) {
          case Allowance.Tolerance(var by) -> " " + by.toPlainString();
          case Allowance.Skew(var by) -> " " + by;
          case Allowance.Rewrite(var from, var to) -> " " + from + " to " + to;
          case Allowance.Anything _,
              Allowance.AnyValue _,
              Allowance.SameNumber _,
              Allowance.NullOrAbsent _,
              Allowance.AnyOrder _,
              Allowance.SameInstant _,
              Allowance.Ids _ ->
              "";
        };
    return cut(rule.allowance().word() + measure + " at " + rule.target() + words(rule.scope()));
  }

  private static String words(Expectation plan) {
    return cut(
        "planned "
            + plan.change().name().toLowerCase(java.util.Locale.ROOT)
            + " at "
            + plan.target()
            + words(plan.scope()));
  }

  private static String words(RequestScope scope) {
    String method = scope.method() == null ? "" : scope.method() + " ";
    String path = scope.path() == null ? "" : scope.path().text();
    return method.isEmpty() && path.isEmpty() ? "" : " of " + (method + path).strip();
  }

  private static String place(String text) {
    return text.isEmpty() ? "the body" : text;
  }

  private static String cut(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX - 1) + "…";
  }
}
