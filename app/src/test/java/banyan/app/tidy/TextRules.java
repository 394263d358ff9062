package banyan.app.tidy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Rules for papers and for every text: links lead somewhere, and nothing names one machine. */
final class TextRules {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*|#.*");
  private static final Pattern FENCE = Pattern.compile("^\\s*(```|~~~)");
  private static final Pattern MACHINE =
      Pattern.compile(
          "(?<![\\w.}*])/(root|work|Users/\\w+|home/(?!linuxbrew\\b)\\w+)/"
              + "|\\.\\./shared\\b"
              + "|https?://[^/\\s\"']*\\.(internal|corp|lan|intranet)\\b");

  /** One of them is in each such line: most files have none, and need no look at their lines. */
  private static final List<String> MACHINE_SIGNS =
      List.of(
          "/root/", // tidy: what is looked for
          "/work/", // tidy: what is looked for
          "/Users/",
          "/home/",
          "../shared", // tidy: what is looked for
          ".internal",
          ".corp",
          ".lan",
          ".intranet");

  private TextRules() {}

  /** Links of one Markdown text; {@code paths} holds every file and every folder of the tree. */
  static List<Finding> checkLinks(TextFile paper, Set<String> paths) {
    List<Finding> findings = new ArrayList<>();
    List<String> lines = paper.lines();
    boolean inFence = false;
    for (int index = 0; index < lines.size(); index++) {
      inFence ^= FENCE.matcher(lines.get(index)).find();
      if (inFence) {
        continue;
      }
      for (MatchResult link : LINK.matcher(lines.get(index)).results().toList()) {
        if (!leadsSomewhere(paper, link.group(1), paths)) {
          findings.add(
              new Finding(
                  paper.path(),
                  index + 1,
                  "a link to nothing: " + link.group(1),
                  "Correct the path, or write the file"));
        }
      }
    }
    return findings;
  }

  private static boolean leadsSomewhere(TextFile paper, String target, Set<String> paths) {
    if (ELSEWHERE.matcher(target).matches()) {
      return true;
    }
    URI resolved = URI.create("/" + paper.path()).resolve(target);
    return paths.contains(resolved.getPath().substring(1).replaceAll("/$", ""));
  }

  static List<Finding> checkPlaces(TextFile file) {
    List<Finding> findings = new ArrayList<>();
    if (MACHINE_SIGNS.stream().noneMatch(file.text()::contains)) {
      return findings;
    }
    List<String> lines = file.lines();
    for (int index = 0; index < lines.size(); index++) {
      if (MACHINE.matcher(lines.get(index)).find()) {
        findings.add(
            new Finding(
                file.path(),
                index + 1,
                "a path or host of one machine",
                "Use a path relative to the root, and example.com"));
      }
    }
    return findings;
  }
}
