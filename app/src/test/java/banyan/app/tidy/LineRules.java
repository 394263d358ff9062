package banyan.app.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The rules that a single line of Java can break. */
final class LineRules {
  private static final int LINES_MAX = 300;

  /**
   * One rule.
   *
   * @param sign what every line that breaks it contains: a file without it has no line that the
   *     pattern must look at
   */
  private record Rule(
      boolean inComments,
      String sign,
      Pattern pattern,
      Predicate<TextFile> reads,
      String name,
      String remedy) {}

  private static final List<Rule> RULES =
      List.of(
          inComments(
              "TODO",
              "\\bTODO\\b(?!\\(?.?#\\d)",
              "a TODO without an issue",
              "Write TODO #<issue>, or do it"),
          inComments("FIXME", "\\bFIXME\\b", "a leftover", "Mend it, or open an issue"),
          inComments("XXX", "\\bXXX\\b", "a leftover", "Mend it, or open an issue"),
          inComments("@author", "@author\\b", "an author tag", "Delete it: git knows"),
          inComments(
              "//",
              "^\\s*//.*(;|\\)\\s*\\{|^\\s*//\\s*\\})\\s*$",
              "commented-out code",
              "Delete it: git keeps it"),
          inCode(
              "*",
              "^\\s*import\\s.*\\*\\s*;",
              file -> true,
              "a wildcard import",
              "Name what is used"),
          inCode(
              "printStackTrace(",
              "\\bprintStackTrace\\(",
              file -> true,
              "a stack trace on the console",
              "Log the exception with slf4j, or let it through"),
          inCode(
              "System.",
              "\\bSystem\\.(out|err)\\b",
              LineRules::isSilent,
              "output to the console",
              "Log with slf4j; only the command lines print"),
          inCode(
              "Thread.sleep(",
              "\\bThread\\.sleep\\(",
              file -> true,
              "a sleep",
              "Wait for what you wait for: Awaitility with a limit, a latch, a movable clock"),
          inCode(
              "@Disabled",
              "@Disabled\\b",
              file -> true,
              "a test that is off",
              "Mend it or delete it"),
          inCode(
              ".now(",
              "\\b(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime)\\.now\\(\\s*\\)",
              TextFile::isMainJava,
              "time from the machine",
              "Take an InstantSource"));

  private LineRules() {}

  static List<Finding> check(TextFile file) {
    List<Finding> findings = new ArrayList<>();
    List<String> lines = file.lines();
    if (lines.size() > LINES_MAX) {
      findings.add(
          new Finding(
              file.path(),
              LINES_MAX + 1,
              lines.size() + " lines, more than " + LINES_MAX,
              "Give each subject a file of its own"));
    }
    Layers layers = Layers.of(file.text());
    for (Rule rule : RULES) {
      String layer = rule.inComments() ? layers.comments() : layers.code();
      if (rule.reads().test(file) && layer.contains(rule.sign())) {
        findings.addAll(breaches(file, layer, rule));
      }
    }
    return findings;
  }

  private static List<Finding> breaches(TextFile file, String layer, Rule rule) {
    List<String> lines = layer.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(index -> rule.pattern().matcher(lines.get(index)).find())
        .mapToObj(index -> new Finding(file.path(), index + 1, rule.name(), rule.remedy()))
        .toList();
  }

  private static Rule inComments(String sign, String pattern, String name, String remedy) {
    return new Rule(true, sign, Pattern.compile(pattern), file -> true, name, remedy);
  }

  private static Rule inCode(
      String sign, String pattern, Predicate<TextFile> reads, String name, String remedy) {
    return new Rule(false, sign, Pattern.compile(pattern), reads, name, remedy);
  }

  private static boolean isSilent(TextFile file) {
    return file.isMainJava()
        && !file.path().startsWith("app/")
        && !file.path().startsWith("bench/")
        && !file.path().startsWith("modules/testing/");
  }
}
