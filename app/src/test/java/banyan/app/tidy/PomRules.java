package banyan.app.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Versions are written once: as properties of the root pom. Peers of the bench are no modules. */
final class PomRules {
  private static final Pattern VERSION = Pattern.compile("<version>([^<]*)</version>");
  private static final Pattern LITERAL = Pattern.compile("<version>\\s*[0-9]");

  /** Programs of their own, measured beside the product: they share neither parent nor versions. */
  private static final String PEERS = "bench/peers/";

  private PomRules() {}

  static List<Finding> check(TextFile pom) {
    if (pom.path().startsWith(PEERS)) {
      return List.of();
    }
    return pom.path().equals("pom.xml") ? checkRoot(pom) : checkModule(pom);
  }

  private static List<Finding> checkModule(TextFile pom) {
    List<Finding> findings = new ArrayList<>();
    boolean inParent = false;
    List<String> lines = pom.lines();
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index);
      inParent = (inParent || line.contains("<parent>")) && !line.contains("</parent>");
      if (!inParent && VERSION.matcher(line).find()) {
        findings.add(
            new Finding(
                pom.path(),
                index + 1,
                "a version in a module",
                "Manage it in the root pom, with a property"));
      }
    }
    return findings;
  }

  /** The first literal is the project's own version; a range is a demand, not a choice. */
  private static List<Finding> checkRoot(TextFile pom) {
    List<Finding> findings = new ArrayList<>();
    List<String> lines = pom.lines();
    for (int index = 0; index < lines.size(); index++) {
      if (LITERAL.matcher(lines.get(index)).find()) {
        findings.add(
            new Finding(
                pom.path(), index + 1, "a version that is no property", "Give it a property"));
      }
    }
    return findings.isEmpty() ? findings : findings.subList(1, findings.size());
  }
}
