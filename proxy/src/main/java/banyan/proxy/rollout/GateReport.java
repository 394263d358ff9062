package banyan.proxy.rollout;

import banyan.proxy.gate.Margins;
import banyan.proxy.gate.Verdict;
import banyan.proxy.migration.Migration;
import java.time.Instant;

/**
 * What the gate of a migration said last, in this process.
 *
 * @param migration as it was then
 * @param since when this process began to count at this weight
 * @param looked when it said so
 * @param answers that it has taken, at all weights
 * @param next what it does or waits for, in a sentence
 */
public record GateReport(
    Migration migration,
    Verdict verdict,
    Margins margins,
    Instant since,
    Instant looked,
    long answers,
    String next) {
  GateReport waitingFor(String reason) {
    return new GateReport(
        migration, verdict, margins, since, looked, answers, next + " Not done yet: " + reason);
  }
}
