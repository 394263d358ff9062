package banyan.app.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The fast size runs the tests of all modules on one class path: each module is on it, and no two
 * have a test class or a resource of tests of the same name.
 */
final class TogetherRules {
  private static final String POM = "together/pom.xml";
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern TESTS = Pattern.compile("^(.+)/src/test/(?:java|resources)/(.+)$");

  /** Each module's own; the JVMs of the fast size are told which one they take. */
  private static final Pattern SHARED = Pattern.compile("logback-test\\.xml|.*package-info\\.java");

  private TogetherRules() {}

  static List<Finding> check(List<TextFile> tree) {
    List<String> modules = modules(text(tree, "pom.xml"));
    List<Finding> findings = new ArrayList<>();
    String together = text(tree, POM);
    for (String module : modules) {
      String artifact = "banyan-" + module.substring(module.lastIndexOf('/') + 1);
      if (!together.contains("<artifactId>" + artifact + "</artifactId><type>test-jar</type>")) {
        findings.add(
            new Finding(
                POM,
                1,
                "a module whose tests the fast size lacks: " + module,
                "Add the test-jar of " + artifact));
      }
    }
    findings.addAll(doubles(tree, modules));
    return findings;
  }

  private static List<Finding> doubles(List<TextFile> tree, List<String> modules) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> seen = new TreeMap<>();
    for (TextFile file : tree) {
      TESTS
          .matcher(file.path())
          .results()
          .filter(place -> modules.contains(place.group(1)))
          .map(place -> place.group(2))
          .filter(name -> !SHARED.matcher(name).matches())
          .forEach(
              name -> {
                String other = seen.putIfAbsent(name, file.path());
                if (other != null) {
                  findings.add(
                      new Finding(
                          file.path(),
                          1,
                          "the same name on the class path of the fast size as " + other,
                          "Rename one of them"));
                }
              });
    }
    return findings;
  }

  /** Those of every build, which the first list names; profiles have lists of their own. */
  private static List<String> modules(String root) {
    return MODULE
        .matcher(root.substring(0, Math.max(0, root.indexOf("</modules>"))))
        .results()
        .map((MatchResult module) -> module.group(1))
        .toList();
  }

  private static String text(List<TextFile> tree, String path) {
    return tree.stream()
        .filter(file -> file.path().equals(path))
        .map(TextFile::text)
        .findFirst()
        .orElse("");
  }
}
