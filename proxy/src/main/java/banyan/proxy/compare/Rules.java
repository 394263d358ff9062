package banyan.proxy.compare;

import banyan.proxy.route.RouteDocument.Fault;
import java.time.LocalDate;
import java.util.List;

/**
 * What people have decided about the differences of two answers: the format and its rules are in
 * {@code docs/comparison.md}.
 *
 * @param relaxations what is allowed, where
 * @param expectations differences that were planned and must be there
 * @param ordered lists whose order matters though they do not look sorted
 */
public record Rules(
    List<Relaxation> relaxations, List<Expectation> expectations, List<OrderedList> ordered) {
  public static final Rules NONE = new Rules(List.of(), List.of(), List.of());

  /** More entries in one document are refused. */
  public static final int ENTRIES_MAX = 500;

  public Rules {
    relaxations = List.copyOf(relaxations);
    expectations = List.copyOf(expectations);
    ordered = List.copyOf(ordered);
  }

  /** Reads a document; {@code file} is the name that faults carry. An empty one is legal. */
  public static Reading read(String file, String text) {
    return RulesReader.read(file, text);
  }

  /** The same without what was planned: for two answers of one side. */
  public Rules withoutPlans() {
    return new Rules(relaxations, List.of(), ordered);
  }

  /** What no longer holds on a day, one line for each. */
  public List<String> expired(LocalDate today) {
    return java.util.stream.Stream.concat(
            relaxations.stream()
                .filter(rule -> rule.grounds().isExpired(today))
                .map(rule -> rule.text() + " expired on " + rule.grounds().until()),
            expectations.stream()
                .filter(rule -> rule.grounds().isExpired(today))
                .map(rule -> rule.text() + " expired on " + rule.grounds().until()))
        .toList();
  }

  /** What a text turned out to be. */
  public sealed interface Reading {
    record Valid(Rules rules) implements Reading {}

    /** Everything wrong with the text, in its order. */
    record Invalid(List<Fault> faults) implements Reading {}
  }

  /**
   * Who answers for a rule.
   *
   * @param evidence where the decision can be looked up
   * @param until the last day (UTC) on which it holds
   */
  public record Grounds(String who, String why, String evidence, LocalDate until) {
    boolean isExpired(LocalDate today) {
      return today.isAfter(until);
    }
  }

  /** Where in an answer. */
  public sealed interface Target {
    record Body(PlacePattern at) implements Target {
      @Override
      public String toString() {
        return at.text().isEmpty() ? "the body" : at.text();
      }
    }

    /** A header field, in lower case. */
    record Header(String name) implements Target {
      @Override
      public String toString() {
        return "header " + name;
      }
    }
  }

  /** One thing that is allowed at one place. */
  public record Relaxation(
      RequestScope scope, Target target, Allowance allowance, Grounds grounds, int line) {
    String text() {
      return "rule of line " + line + ": " + allowance.word() + " at " + target;
    }
  }

  /** A difference that must be there. */
  public record Expectation(
      RequestScope scope, Target target, Change change, Grounds grounds, int line) {
    String text() {
      return "plan of line " + line + ": " + change.word() + " at " + target;
    }
  }

  /** What is planned to become of a place. */
  public enum Change {
    ADDED,
    REMOVED,
    CHANGED;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A list whose order matters. */
  public record OrderedList(RequestScope scope, PlacePattern at) {}
}
