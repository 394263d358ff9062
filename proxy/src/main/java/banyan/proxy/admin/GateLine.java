package banyan.proxy.admin;

import banyan.proxy.gate.Verdict;
import banyan.proxy.migration.Migration;
import banyan.proxy.rollout.GateReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gate of a migration says, as the admin listener tells it: in the words and members of
 * {@code banyan gate decide}.
 *
 * @param standing of the migration when the gate looked
 * @param isWatching false when the migration has left that canary: this was the last word
 * @param next what the gate does, or waits for
 * @param verdict {@code PROMOTE}, {@code ROLLBACK} or {@code INCONCLUSIVE}
 * @param harmMillis when harm was shown first, since 1970; null while it is not
 * @param since when this process began to count at this weight
 * @param looked when the gate looked last
 * @param events answers that it has taken, at all weights
 * @param lost reports of all migrations that found no place, since the start of the process
 */
public record GateLine(
    String name,
    String standing,
    long revision,
    boolean isWatching,
    String next,
    String verdict,
    String sentence,
    List<String> missing,
    @Nullable Long harmMillis,
    String since,
    String looked,
    long events,
    long lost,
    Verdict.Seen from,
    Verdict.Seen to,
    List<Verdict.Kind> errors,
    Verdict.Repeats repeats,
    Verdict.Ratio ratio,
    List<Verdict.Quantile> latency,
    Verdict.Parity parity,
    MarginsLine margins) {

  static GateLine of(GateReport report, Migration now, long lost) {
    Migration migration = report.migration();
    Verdict verdict = report.verdict();
    return new GateLine(
        migration.name(),
        migration.standing(),
        migration.revision(),
        migration.revision() == now.revision(),
        report.next(),
        verdict.decision().name(),
        verdict.sentence(),
        verdict.missing(),
        verdict.harmMillis(),
        report.since().toString(),
        report.looked().toString(),
        report.answers(),
        lost,
        verdict.from(),
        verdict.to(),
        verdict.errors(),
        verdict.repeats(),
        verdict.ratio(),
        verdict.latency(),
        verdict.parity(),
        MarginsLine.of(report.margins()));
  }
}
