package banyan.app.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A decision has four sections, under 300 words, and is listed in the index. */
final class DecisionRules {
  private static final int WORDS_MAX = 300;
  private static final List<String> SECTIONS =
      List.of("## Problem", "## Decision", "## Rejected", "## Consequences");
  private static final Pattern NAME = Pattern.compile("\\d{4}-[a-z0-9-]+\\.md");

  private DecisionRules() {}

  static List<Finding> check(List<TextFile> tree) {
    String index =
        tree.stream()
            .filter(file -> file.path().equals("docs/adr/README.md"))
            .map(TextFile::text)
            .findFirst()
            .orElse("");
    List<Finding> findings = new ArrayList<>();
    tree.stream()
        .filter(file -> file.folder().equals("docs/adr/") && !file.name().equals("README.md"))
        .forEach(file -> checkOne(file, index, findings));
    return findings;
  }

  private static void checkOne(TextFile file, String index, List<Finding> findings) {
    if (!NAME.matcher(file.name()).matches()) {
      findings.add(finding(file, 1, "a decision's name", "Call it <nnnn>-<the-decision>.md"));
    }
    if (!index.contains("(" + file.name() + ")")) {
      findings.add(
          finding(file, 1, "a decision that the index lacks", "Add a line to docs/adr/README.md"));
    }
    List<String> sections = file.lines().stream().filter(line -> line.startsWith("## ")).toList();
    if (!file.text().startsWith("# ") || !sections.equals(SECTIONS)) {
      findings.add(
          finding(
              file,
              1,
              "the sections of a decision",
              "Write a title (#), then " + String.join(", ", SECTIONS)));
    }
    long words = Pattern.compile("\\S+").matcher(file.text()).results().count();
    if (words >= WORDS_MAX) {
      findings.add(
          finding(
              file, file.lines().size(), words + " words, not under " + WORDS_MAX, "Shorten it"));
    }
  }

  private static Finding finding(TextFile file, int line, String rule, String remedy) {
    return new Finding(file.path(), line, rule, remedy);
  }
}
