package banyan.app.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges the answers to reads. */
final class ReadPromises {
  private ReadPromises() {}

  static Verdict noneFailed(Evidence evidence) {
    List<Attempt> reads =
        evidence.attempts().stream().filter(attempt -> attempt.kind().isSafe()).toList();
    return Verdict.of(
        reads.size(),
        reads.size() + " reads, none failed",
        reads.stream().filter(read -> !read.isGood()).map(Attempt::toString).toList());
  }

  /** Digests of what nobody changes, by SKU; each must have come from two sides at the least. */
  static Verdict sidesAreAlike(Evidence evidence) {
    Map<String, LogLine> lines = evidence.monolithByRequest();
    Map<String, Map<String, Attempt>> bySubject = new TreeMap<>();
    Set<String> sides = new HashSet<>();
    int looked = 0;
    for (Attempt attempt : evidence.attempts()) {
      LogLine line = lines.get(attempt.requestId());
      if (attempt.kind() == Kind.SHOW && attempt.isGood() && line != null) {
        looked++;
        sides.add(line.answeredBy());
        bySubject
            .computeIfAbsent(attempt.subject(), _ -> new TreeMap<>())
            .putIfAbsent(attempt.answer(), attempt);
      }
    }
    List<String> wrong = new ArrayList<>();
    bySubject.forEach(
        (subject, byAnswer) -> {
          if (byAnswer.size() > 1) {
            wrong.add(subject + " has " + byAnswer.size() + " answers: " + byAnswer.values());
          }
        });
    if (evidence.plan().moves(Portion.READS) && looked > 0 && sides.size() < 2) {
      wrong.add("only one side answered: " + sides);
    }
    return Verdict.of(
        looked,
        "%d answers about %d products from %s, each product's alike"
            .formatted(
                looked, bySubject.size(), String.join(", ", sides.stream().sorted().toList())),
        wrong);
  }
}
