package banyan.app.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Migrations are numbered without gaps, one folder an owner. */
final class MigrationRules {
  private static final Pattern NAME = Pattern.compile("V(\\d{3})__[a-z0-9]+(_[a-z0-9]+)*\\.sql");
  private static final Pattern FOLDER = Pattern.compile("migrations/[a-z]+/");

  private MigrationRules() {}

  static List<Finding> check(List<TextFile> tree) {
    Map<String, List<TextFile>> folders =
        tree.stream()
            .filter(file -> file.path().startsWith("migrations/") && file.path().endsWith(".sql"))
            .collect(Collectors.groupingBy(TextFile::folder, TreeMap::new, Collectors.toList()));
    List<Finding> findings = new ArrayList<>();
    folders.forEach((folder, files) -> checkFolder(folder, files, findings));
    return findings;
  }

  private static void checkFolder(String folder, List<TextFile> files, List<Finding> findings) {
    int expected = 1;
    for (TextFile file : files.stream().sorted(MigrationRules::byName).toList()) {
      Matcher name = NAME.matcher(file.name());
      if (!name.matches() || !FOLDER.matcher(folder).matches()) {
        findings.add(
            new Finding(
                file.path(),
                1,
                "a migration with a name of its own",
                "Call it migrations/<owner>/V<nnn>__<what_it_does>.sql"));
        continue;
      }
      int number = Integer.parseInt(name.group(1));
      if (number != expected) {
        findings.add(
            new Finding(
                file.path(),
                1,
                "migration " + number + " where " + expected + " is next",
                "Number them without gaps, each once"));
      }
      expected = number + 1;
    }
  }

  private static int byName(TextFile left, TextFile right) {
    return left.name().compareTo(right.name());
  }
}
