package banyan.proxy.compare;

import banyan.proxy.compare.Rules.Change;
import banyan.proxy.compare.Rules.Expectation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Compares two answers to one request: status, header fields, body. What may differ is decided by
 * what answers show (one renaming of ids, one skew of clocks, one change of origin, lists that are
 * not sorted) and by rules; everything else is a difference. One use, one thread; a pure function
 * of its arguments.
 */
public final class Comparison {
  /** Each pass learns which ids are which, and pairs the elements of lists by what it learned. */
  private static final int PASSES_MAX = 3;

  private final RecordedPair pair;
  private final ActiveRules rules;
  private final Effort effort;
  private final Explanations explanations = new Explanations();
  private final IdSet requested;
  private final KnownIds ids;
  private final Content fromContent;
  private final Content toContent;

  private Comparison(RecordedPair pair, Rules rules, LocalDate today, Effort effort) {
    this.pair = pair;
    this.rules = new ActiveRules(rules, pair.request(), today, explanations);
    this.effort = effort;
    this.fromContent = BodyReader.read(pair.from());
    this.toContent = BodyReader.read(pair.to());
    this.requested = IdSet.of(pair.request(), this.rules);
    this.ids = KnownIds.of(idsOf(pair.from(), fromContent), idsOf(pair.to(), toContent));
  }

  /**
   * Compares the answers of a pair.
   *
   * @param today the day (UTC) on which rules must not have expired
   */
  public static Outcome of(RecordedPair pair, Rules rules, LocalDate today) {
    return of(pair, rules, today, Effort.STEPS_MAX);
  }

  static Outcome of(RecordedPair pair, Rules rules, LocalDate today, long stepsMax) {
    return new Comparison(pair, rules, today, new Effort(stepsMax)).outcome();
  }

  private Outcome outcome() {
    KnownIds known = ids;
    try {
      for (int pass = 1; ; pass++) {
        explanations.clear();
        Differences found = compare(known);
        List<Claim.Ids> claims = found.claims(Claim.Ids.class);
        Map<String, String> learned = renaming(known).learn(claims);
        boolean isWorthAnother =
            claims.stream().anyMatch(claim -> !claim.isCertain())
                && !learned.equals(known.renamed());
        if (pass == PASSES_MAX || !isWorthAnother) {
          judge(found);
          return outcome(found.list());
        }
        known = ids.with(learned);
      }
    } catch (Effort.Spent e) {
      return new Outcome.Uncompared(String.valueOf(e.getMessage()), explanations.list());
    }
  }

  private Outcome outcome(List<Difference> found) {
    if (!found.isEmpty()) {
      int listed = Math.min(found.size(), Outcome.LISTED_MAX);
      return new Outcome.Different(
          List.copyOf(found.subList(0, listed)), found.size() - listed, explanations.list());
    }
    for (Content content : List.of(fromContent, toContent)) {
      if (content instanceof Content.Unread(String reason) && !isSameBytes()) {
        return new Outcome.Uncompared(reason, explanations.list());
      }
    }
    return new Outcome.Same(explanations.list());
  }

  private Differences compare(KnownIds known) {
    Differences found = new Differences();
    if (pair.from().status() != pair.to().status()) {
      found.add(new Difference.Status(pair.from().status(), pair.to().status()));
    }
    new FieldComparison(rules, explanations, found).compare(pair.from(), pair.to());
    compareBodies(known, found);
    checkPlans(found);
    return found;
  }

  private void compareBodies(KnownIds known, Differences found) {
    if (fromContent instanceof Content.Tree from && toContent instanceof Content.Tree to) {
      Mask mask = new Mask(known, rules, effort);
      Sense sense =
          new Sense(
              known,
              rules,
              mask,
              effort,
              RequestedOrder.of(pair.request()),
              from.areEvents() && to.areEvents(),
              from.isSequence() && to.isSequence());
      new TreeComparison(sense, explanations, found)
          .compare(Place.BODY, from.root(), to.root(), true);
      return;
    }
    if (fromContent instanceof Content.Unread || toContent instanceof Content.Unread) {
      return;
    }
    byte[] from = bytes(fromContent, pair.from());
    byte[] to = bytes(toContent, pair.to());
    int offset = Arrays.mismatch(from, to);
    String fromKind = kind(fromContent);
    String toKind = kind(toContent);
    boolean isSameKind = fromKind.equals(toKind);
    if ((isSameKind && offset < 0) || rules.allows(Place.BODY, Allowance.Anything.class)) {
      return;
    }
    found.add(
        isSameKind
            ? new Difference.Bytes(offset, from.length, to.length)
            : new Difference.Type("body", fromKind, toKind));
  }

  private void judge(Differences found) {
    renaming(ids).judge(found.claims(Claim.Ids.class), found, explanations);
    Skew.of(pair.from(), pair.to(), pair.request().isSafe())
        .judge(found.claims(Claim.Times.class), found, explanations);
    Origins.judge(found.claims(Claim.Origins.class), found, explanations);
  }

  private Renaming renaming(KnownIds known) {
    return new Renaming(KnownIds.of(known.from(), known.to()), requested, pair.request().isSafe());
  }

  private void checkPlans(Differences found) {
    for (Expectation plan : rules.expectations()) {
      switch (plan.target()) {
        case Rules.Target.Header(String name) -> checkHeader(plan, name, found);
        case Rules.Target.Body(PlacePattern at) -> {
          if (toContent instanceof Content.Tree to) {
            new PlannedChange(plan.change(), at).check(to.root(), found);
          } else {
            found.add(new Difference.Planned(at.text(), plan.change().word()));
          }
        }
      }
    }
  }

  private void checkHeader(Expectation plan, String name, Differences found) {
    String from = pair.from().field(name);
    String to = pair.to().field(name);
    boolean isThere =
        switch (plan.change()) {
          case Change.ADDED -> !to.isEmpty();
          case Change.REMOVED -> to.isEmpty();
          case Change.CHANGED -> !from.equals(to);
        };
    if (!isThere) {
      found.add(new Difference.Planned("header " + name, plan.change().word()));
    }
  }

  private IdSet idsOf(RecordedAnswer answer, Content content) {
    IdSet named = new IdSet();
    if (content instanceof Content.Tree tree) {
      named.addAll(Place.BODY, tree.root(), rules);
    }
    for (RecordedField field : answer.fields()) {
      named.addAll(TokenText.scan(field.value()));
    }
    return named;
  }

  private boolean isSameBytes() {
    return Arrays.equals(pair.from().body(), pair.to().body())
        && pair.from().field("content-encoding").equals(pair.to().field("content-encoding"));
  }

  private static byte[] bytes(Content content, RecordedAnswer answer) {
    return switch (content) {
      case Content.Binary(byte[] bytes) -> bytes;
      case Content.Malformed(String _, byte[] bytes) -> bytes;
      case Content.Tree _, Content.Unread _ -> answer.body();
    };
  }

  private static String kind(Content content) {
    return switch (content) {
      case Content.Tree(JsonNode root, boolean areEvents, boolean isSequence) ->
          areEvents ? "events" : isSequence ? "text" : "a value: " + Excerpt.of(root);
      case Content.Binary(byte[] bytes) -> bytes.length == 0 ? "no body" : "bytes";
      case Content.Malformed(String reason, byte[] _) -> "malformed: " + reason;
      case Content.Unread(String reason) -> reason;
    };
  }
}
