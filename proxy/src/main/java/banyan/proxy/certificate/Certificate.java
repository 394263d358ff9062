package banyan.proxy.certificate;

import banyan.proxy.gate.BinomialBound;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;

/**
 * What a certificate says.
 *
 * @param migration its name
 * @param routes that were compared, as the migration names them
 * @param from who answers today
 * @param to who shall answer
 * @param begin of the window of comparisons, to the second
 * @param end of the window, not before its begin
 * @param classes of behaviour that were seen, each name once; at most {@link #ENTRIES_MAX}
 * @param uncovered names of classes that were seen in traffic and never compared
 * @param rules that made differences benign
 */
public record Certificate(
    String migration,
    List<String> routes,
    Version from,
    Version to,
    Instant begin,
    Instant end,
    List<Behaviour> classes,
    List<String> uncovered,
    List<Rule> rules) {
  /** Of classes, uncovered names, rules and routes each. */
  public static final int ENTRIES_MAX = 2_000;

  public static final int TEXT_LENGTH_MAX = 500;

  /** Of every bound. */
  public static final double CONFIDENCE = 0.95;

  /** Counts are exact in every JSON reader. */
  static final long COUNT_MAX = (1L << 53) - 1;

  private static final long BILLION = 1_000_000_000;

  public Certificate {
    routes = List.copyOf(routes);
    classes = List.copyOf(classes);
    uncovered = List.copyOf(uncovered);
    rules = List.copyOf(rules);
    text("migration", migration);
    begin = begin.truncatedTo(ChronoUnit.SECONDS);
    end = end.truncatedTo(ChronoUnit.SECONDS);
    if (end.isBefore(begin)) {
      throw new IllegalArgumentException("window: ends at " + end + ", before its begin " + begin);
    }
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("routes: name at least one");
    }
    few("routes", routes);
    few("classes", classes);
    few("uncovered", uncovered);
    few("rules", rules);
    routes.forEach(route -> text("route", route));
    HashSet<String> names = new HashSet<>(uncovered);
    if (names.size() < uncovered.size()
        || !classes.stream().map(Behaviour::name).allMatch(names::add)) {
      throw new IllegalArgumentException("classes: one name stands twice, or is also uncovered");
    }
    uncovered.forEach(name -> text("uncovered class", name));
    total(classes);
  }

  /**
   * What one side ran.
   *
   * @param target {@code local} or an upstream
   * @param build that answered
   * @param configuration a hash of what configures it
   */
  public record Version(String target, String build, String configuration) {
    public Version {
      text("target", target);
      text("build", build);
      text("configuration", configuration);
    }
  }

  /**
   * Requests that behave alike.
   *
   * @param name such as {@code GET /products/{id} 200}
   * @param samples pairs of answers that were compared; at least 1
   * @param mismatches pairs that differ, 0 to {@code samples}
   */
  public record Behaviour(String name, long samples, long mismatches) {
    public Behaviour {
      text("class", name);
      if (samples < 1 || samples > COUNT_MAX || mismatches < 0 || mismatches > samples) {
        throw new IllegalArgumentException(
            "class '"
                + name
                + "': "
                + mismatches
                + " mismatches of "
                + samples
                + " samples; give at least 1 sample and no more mismatches than samples");
      }
    }

    /** What the rate of mismatches stays below, in billionths, rounded up. */
    public long boundPerBillion() {
      return (long) StrictMath.ceil(BILLION * BinomialBound.upper(mismatches, samples, CONFIDENCE));
    }
  }

  /**
   * A rule of the comparison that was in force.
   *
   * @param relaxes what differences it makes benign
   * @param expires from this moment on the rule, and so the certificate, holds no longer
   */
  public record Rule(String id, String relaxes, String who, String why, Instant expires) {
    public Rule {
      text("rule", id);
      text("relaxes", relaxes);
      text("who", who);
      text("why", why);
      expires = expires.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /** All classes together; none without any. */
  public Behaviour total() {
    return total(classes);
  }

  private static Behaviour total(List<Behaviour> classes) {
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(
          "classes: without a comparison there is nothing to certify");
    }
    long samples = 0;
    long mismatches = 0;
    for (Behaviour each : classes) {
      samples = Math.addExact(samples, each.samples());
      mismatches = Math.addExact(mismatches, each.mismatches());
    }
    return new Behaviour("total", samples, mismatches);
  }

  private static void few(String what, List<?> entries) {
    if (entries.size() > ENTRIES_MAX) {
      throw new IllegalArgumentException(
          what + ": " + entries.size() + " entries; at most " + ENTRIES_MAX + " are certified");
    }
  }

  private static void text(String what, String text) {
    if (text.isBlank() || text.length() > TEXT_LENGTH_MAX) {
      throw new IllegalArgumentException(
          what
              + ": "
              + text.length()
              + " characters; give 1 to "
              + TEXT_LENGTH_MAX
              + ", not all blank");
    }
  }
}
