package banyan.app.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The rules that a single line of Java can break. */
final class LineRules {
  private static final int LINES_MAX = 300;

  private record Rule(
      boolean inComments, Pattern pattern, Predicate<TextFile> reads, String name, String remedy) {}

  private static final List<Rule> RULES =
      List.of(
          inComments(
              "\\bTODO\\b(?!\\(?.?#\\d)",
              "a TODO without an issue",
              "Write TODO #<issue>, or do it"),
          inComments("\\b(FIXME|XXX)\\b", "a leftover", "Mend it, or open an issue"),
          inComments("@author\\b", "an author tag", "Delete it: git knows"),
          inComments(
              "^\\s*//.*(;|\\)\\s*\\{|^\\s*//\\s*\\})\\s*$",
              "commented-out code",
              "Delete it: git keeps it"),
          inCode(
              "^\\s*import\\s.*\\*\\s*;", file -> true, "a wildcard import", "Name what is used"),
          inCode(
              "\\bprintStackTrace\\(",
              file -> true,
              "a stack trace on the console",
              "Log the exception with slf4j, or let it through"),
          inCode(
              "\\bSystem\\.(out|err)\\b",
              LineRules::isSilent,
              "output to the console",
              "Log with slf4j; only the command lines print"),
          inCode(
              "\\bThread\\.sleep\\(",
              file -> true,
              "a sleep",
              "Wait for what you wait for: Awaitility with a limit, a latch, a movable clock"),
          inCode("@Disabled\\b", file -> true, "a test that is off", "Mend it or delete it"),
          inCode(
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
    List<String> code = layers.code().lines().toList();
    List<String> comments = layers.comments().lines().toList();
    for (int index = 0; index < lines.size(); index++) {
      for (Rule rule : RULES) {
        String line = rule.inComments() ? comments.get(index) : code.get(index);
        if (rule.reads().test(file) && rule.pattern().matcher(line).find()) {
          findings.add(new Finding(file.path(), index + 1, rule.name(), rule.remedy()));
        }
      }
    }
    return findings;
  }

  private static Rule inComments(String pattern, String name, String remedy) {
    return new Rule(true, Pattern.compile(pattern), file -> true, name, remedy);
  }

  private static Rule inCode(
      String pattern, Predicate<TextFile> reads, String name, String remedy) {
    return new Rule(false, Pattern.compile(pattern), reads, name, remedy);
  }

  private static boolean isSilent(TextFile file) {
    return file.isMainJava()
        && !file.path().startsWith("app/")
        && !file.path().startsWith("bench/")
        && !file.path().startsWith("modules/testing/");
  }
}
