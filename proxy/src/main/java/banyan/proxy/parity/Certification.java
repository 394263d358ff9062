package banyan.proxy.parity;

import banyan.proxy.certificate.Certificate;
import banyan.proxy.certificate.Certificate.Behaviour;
import banyan.proxy.certificate.Certificate.Rule;
import banyan.proxy.certificate.Certificate.Version;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.RoutePattern;
import banyan.wire.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether what was compared is enough for a certificate. Pure functions. */
final class Certification {
  private static final double PERCENT = 100;

  private Certification() {}

  /**
   * How much is demanded.
   *
   * @param compared pairs at least, of all behaviours together
   * @param mismatch what the rate of mismatches must stay below at 95 %, over all behaviours, and
   *     what it may be in each of them
   */
  record Margins(long compared, double mismatch) {}

  /**
   * What was counted on one basis.
   *
   * @param behaviours that were compared, by name
   * @param uncovered names of those that were seen and never compared
   * @param begin of the comparisons; null before the first
   */
  record Grounds(
      Basis basis,
      List<Behaviour> behaviours,
      List<String> uncovered,
      @Nullable Instant begin,
      @Nullable Instant end) {
    Grounds {
      behaviours = List.copyOf(behaviours);
      uncovered = List.copyOf(uncovered);
    }

    static Grounds of(PairEvidence evidence, Findings forward) {
      Map<String, Findings.Counts> counts = forward.behaviours();
      List<Behaviour> behaviours = new ArrayList<>();
      TreeSet<String> uncovered = new TreeSet<>(evidence.seen().keySet());
      uncovered.addAll(counts.keySet());
      counts.forEach(
          (name, each) -> {
            // More that could not be compared than was: that is no cover.
            if (each.compared() > 0 && each.compared() >= each.uncompared()) {
              behaviours.add(new Behaviour(name, each.compared(), each.mismatched()));
              uncovered.remove(name);
            }
          });
      return new Grounds(
          evidence.basis(), behaviours, List.copyOf(uncovered), forward.begin(), forward.end());
    }

    long compared() {
      return behaviours.stream().mapToLong(Behaviour::samples).sum();
    }

    long mismatched() {
      return behaviours.stream().mapToLong(Behaviour::mismatches).sum();
    }
  }

  /** Whether a certificate can be issued. */
  sealed interface Decision {
    record Enough(Certificate certificate) implements Decision {}

    /** What is missing, with numbers and what to do. */
    record Lacking(String reason) implements Decision {}
  }

  /**
   * Decides.
   *
   * @param rules that made differences benign
   */
  static Decision decide(Migration migration, Grounds grounds, List<Rule> rules, Margins margins) {
    Version unknown = unknown(grounds.basis());
    if (unknown != null) {
      return new Decision.Lacking(
          "the build of '%s' is not known: write upstreams.%s.build in the routes, or let its"
                  .formatted(unknown.target(), unknown.target())
              + " answers to copies tell it, in the field %s or that of upstreams.%s.buildField"
                  .formatted(Fields.BUILD, unknown.target()));
    }
    String missing = missing(grounds, margins);
    if (missing != null) {
      return new Decision.Lacking(missing);
    }
    Instant begin = grounds.begin();
    Instant end = grounds.end();
    if (begin == null || end == null) {
      throw new IllegalStateException("what was compared was compared at some time");
    }
    return new Decision.Enough(
        new Certificate(
            migration.name(),
            migration.routes().stream().map(RoutePattern::toString).toList(),
            grounds.basis().from(),
            grounds.basis().to(),
            begin,
            end,
            grounds.behaviours(),
            grounds.uncovered(),
            rules));
  }

  /** Whether what was compared speaks against the sides, however much it is; null when not. */
  static @Nullable String contradiction(Grounds grounds, Margins margins) {
    for (Behaviour each : grounds.behaviours()) {
      if (each.mismatches() > margins.mismatch() * each.samples()) {
        return "'%s' differs in %d of %d comparisons, more than %s"
            .formatted(each.name(), each.mismatches(), each.samples(), percent(margins.mismatch()));
      }
    }
    return null;
  }

  private static @Nullable Version unknown(Basis basis) {
    if (basis.from().build().equals(SideVersions.UNKNOWN)) {
      return basis.from();
    }
    return basis.to().build().equals(SideVersions.UNKNOWN) ? basis.to() : null;
  }

  private static @Nullable String missing(Grounds grounds, Margins margins) {
    long compared = grounds.compared();
    String contradiction = contradiction(grounds, margins);
    if (contradiction != null) {
      return contradiction + "; see banyan migration diff";
    }
    if (compared < margins.compared()) {
      return "%d of %d comparisons are there, %d differ"
          .formatted(compared, margins.compared(), grounds.mismatched());
    }
    double bound = new PairFigures(compared, grounds.mismatched(), Instant.EPOCH).bound();
    if (bound > margins.mismatch()) {
      return "%d of %d comparisons differ, so at 95 %% up to %s may; %s are tolerated"
          .formatted(grounds.mismatched(), compared, percent(bound), percent(margins.mismatch()));
    }
    return null;
  }

  /** {@code 0.3 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f", share * PERCENT)
            .replaceAll("0+$", "")
            .replaceAll("\\.$", "")
        + " %";
  }
}
