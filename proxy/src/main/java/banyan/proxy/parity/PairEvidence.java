package banyan.proxy.parity;

import banyan.proxy.compare.Outcome;
import banyan.proxy.shadow.ShadowPair;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the pairs of one migration have shown on one basis. Whether a request was seen is noted
 * without a lock; all else is behind one.
 */
final class PairEvidence {
  private final Basis basis;
  private final Instant since;
  private final String reason;
  private final Map<String, LongAdder> seen = new ConcurrentHashMap<>();
  private final Findings forward = new Findings();
  private final Findings reverse = new Findings();
  private long learned;

  /**
   * Nothing yet.
   *
   * @param reason why what was known before counts no more; empty for the first
   */
  PairEvidence(Basis basis, Instant since, String reason) {
    this.basis = basis;
    this.since = since;
    this.reason = reason;
  }

  Basis basis() {
    return basis;
  }

  Instant since() {
    return since;
  }

  String reason() {
    return reason;
  }

  /** Never waits. */
  void seen(String behaviour) {
    LongAdder count = seen.get(behaviour);
    if (count == null) {
      boolean isRoom = seen.size() < Findings.BEHAVIOURS_MAX - 1;
      count = seen.computeIfAbsent(isRoom ? behaviour : Findings.FURTHER, _ -> new LongAdder());
    }
    count.increment();
  }

  /** By name. */
  Map<String, Long> seen() {
    Map<String, Long> counts = new TreeMap<>();
    seen.forEach((name, count) -> counts.put(name, count.sum()));
    return counts;
  }

  /** Counts a pair; returns the outcome without what is noise by now. */
  synchronized Outcome count(ShadowPair pair, Outcome outcome, Instant now) {
    String route = pair.behaviour().template();
    String name = BehaviourName.of(pair.behaviour());
    return switch (pair.pairing()) {
      case SELF -> {
        learned++;
        forward.learn(route, outcome);
        reverse.learn(route, outcome);
        yield outcome;
      }
      case FORWARD -> forward.count(name, route, pair.pair().request(), outcome, now);
      case REVERSE -> reverse.count(name, route, pair.pair().request(), outcome, now);
    };
  }

  /** Pairs of the old side with itself. */
  synchronized long learned() {
    return learned;
  }

  synchronized PairFigures forward(Instant now) {
    return forward.figures(now);
  }

  synchronized PairFigures reverse(Instant now) {
    return reverse.figures(now);
  }

  /** What is known, for people and programs. */
  synchronized ParityReport report(ParityReport.Circumstances circumstances) {
    return ParityReport.of(this, forward, reverse, circumstances);
  }

  /** What a certificate would say. */
  synchronized Certification.Grounds grounds() {
    return Certification.Grounds.of(this, forward);
  }
}
