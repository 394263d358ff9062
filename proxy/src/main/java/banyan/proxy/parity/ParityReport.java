package banyan.proxy.parity;

import banyan.proxy.certificate.Certificate.Version;
import banyan.proxy.compare.Noise;
import banyan.proxy.migration.Migration;
import banyan.proxy.route.RouteDocument.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What comparisons have shown of a migration, as the admin listener tells it. Moments are texts of
 * RFC 3339.
 *
 * @param since from when on comparisons count
 * @param reason why those before count no more; empty where there are none
 * @param learned pairs of the old side with itself, which teach what is noise
 * @param waiting pairs that wait for their comparison, of all migrations
 * @param uncovered behaviours that were seen and never compared, with how often they were seen
 */
public record ParityReport(
    String migration,
    String stage,
    String since,
    String reason,
    Version from,
    Version to,
    long learned,
    int waiting,
    RulesLine rules,
    Direction forward,
    Direction reverse,
    Map<String, Long> uncovered) {

  /** What a report is made with. */
  record Circumstances(
      Migration migration,
      RulesFolder.InForce rules,
      List<String> expired,
      int waiting,
      Instant now) {}

  static ParityReport of(
      PairEvidence evidence, Findings forward, Findings reverse, Circumstances circumstances) {
    Map<String, Long> uncovered = new TreeMap<>(evidence.seen());
    Certification.Grounds.of(evidence, forward)
        .behaviours()
        .forEach(each -> uncovered.remove(each.name()));
    return new ParityReport(
        circumstances.migration().name(),
        circumstances.migration().stage().word(),
        evidence.since().toString(),
        evidence.reason(),
        evidence.basis().from(),
        evidence.basis().to(),
        evidence.learned(),
        circumstances.waiting(),
        new RulesLine(
            circumstances.rules().file(),
            evidence.basis().rules(),
            circumstances.expired(),
            circumstances.rules().faults().stream().map(Fault::toString).toList()),
        Direction.of(forward, circumstances.now()),
        Direction.of(reverse, circumstances.now()),
        uncovered);
  }

  /** The same for who may not see what answers say: places and counts, without values. */
  public ParityReport withoutValues() {
    return new ParityReport(
        migration,
        stage,
        since,
        reason,
        from,
        to,
        learned,
        waiting,
        rules,
        forward.withoutValues(),
        reverse.withoutValues(),
        uncovered);
  }

  /**
   * The rules of the comparison.
   *
   * @param file where they stand, or would
   * @param inForce what they do
   * @param expired those that do nothing any more
   * @param faults of the file as it is now; then those before are in force
   */
  public record RulesLine(
      String file, List<String> inForce, List<String> expired, List<String> faults) {}

  /**
   * What pairs of one direction have shown.
   *
   * @param bound what the rate of mismatches stays below at 95 %
   * @param noise places that differ from themselves, and no more often between the sides
   * @param unlisted differences at further places
   * @param uncompared why pairs were not compared, and how often
   * @param benign why differences were none, and how often
   */
  public record Direction(
      long compared,
      long mismatched,
      double bound,
      @Nullable String begin,
      @Nullable String end,
      List<BehaviourLine> behaviours,
      List<PlaceLine> differences,
      long unlisted,
      List<NoiseLine> noise,
      Map<String, Long> uncompared,
      Map<String, Long> benign) {
    private static Direction of(Findings findings, Instant now) {
      PairFigures figures = findings.figures(now);
      List<BehaviourLine> behaviours = new ArrayList<>();
      findings
          .behaviours()
          .forEach(
              (name, each) ->
                  behaviours.add(
                      new BehaviourLine(
                          name, each.compared(), each.mismatched(), each.uncompared())));
      return new Direction(
          figures.compared(),
          figures.mismatched(),
          figures.bound(),
          text(findings.begin()),
          text(findings.end()),
          behaviours,
          findings.differing().stream().map(PlaceLine::of).toList(),
          findings.unlisted(),
          findings.noise().stream().map(NoiseLine::of).toList(),
          Map.copyOf(findings.reasons()),
          new TreeMap<>(findings.explanations()));
    }

    private Direction withoutValues() {
      return new Direction(
          compared,
          mismatched,
          bound,
          begin,
          end,
          behaviours,
          differences.stream().map(PlaceLine::withoutValues).toList(),
          unlisted,
          noise,
          uncompared,
          benign);
    }

    private static @Nullable String text(@Nullable Instant moment) {
      return moment == null ? null : moment.toString();
    }
  }

  /** Counts of one behaviour. */
  public record BehaviourLine(String name, long compared, long mismatched, long uncompared) {}

  /**
   * A place that differs, with the last samples.
   *
   * @param place with {@code *} for indices
   * @param count of differences there
   */
  public record PlaceLine(
      String route,
      String kind,
      String place,
      long count,
      String first,
      String last,
      List<SampleLine> samples) {
    private static PlaceLine of(DifferingPlaces.Line line) {
      return new PlaceLine(
          line.key().route(),
          line.key().kind(),
          line.key().template(),
          line.count(),
          line.first().toString(),
          line.last().toString(),
          line.samples().reversed().stream().map(SampleLine::of).toList());
    }

    private PlaceLine withoutValues() {
      return new PlaceLine(route, kind, place, count, first, last, List.of());
    }
  }

  /** One difference; values are excerpts, and null where the kind has none. */
  public record SampleLine(
      String when, String request, @Nullable String from, @Nullable String to, String why) {
    private static SampleLine of(Sample sample) {
      return new SampleLine(
          sample.when().toString(), sample.request(), sample.from(), sample.to(), sample.why());
    }
  }

  /**
   * A place that is noise.
   *
   * @param self pairs of the old side with itself that differ there, of {@code selfPairs}
   * @param cross pairs of both sides that do, of {@code crossPairs}
   */
  public record NoiseLine(
      String route, String place, long self, long selfPairs, long cross, long crossPairs) {
    private static NoiseLine of(Noise.Line line) {
      return new NoiseLine(
          line.route(),
          line.place(),
          line.self(),
          line.selfPairs(),
          line.cross(),
          line.crossPairs());
    }
  }
}
