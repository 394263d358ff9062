package banyan.app.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tree against the rules of its shape: everything at once, with file, line and remedy. */
final class TidyTest {
  private static final Path ROOT = Path.of(System.getProperty("banyan.root"));
  private static final long TEXT_BYTES_MAX = 1 << 20;
  private static final Pattern SKIPPED =
      Pattern.compile("\\.git|\\.idea|\\.vscode|\\.settings|target|node_modules|var|var-.*");

  @Test
  void theTreeIsTidy() throws IOException {
    List<TextFile> tree = read();

    assertThat(tree).as("files under " + ROOT).hasSizeGreaterThan(50);
    List<Finding> findings = findings(tree);
    assertThat(findings)
        .withFailMessage(
            () -> findings.stream().map(Finding::toString).collect(Collectors.joining("\n")))
        .isEmpty();
  }

  private static List<Finding> findings(List<TextFile> tree) {
    Map<String, List<String>> lines =
        tree.stream().collect(Collectors.toMap(TextFile::path, TextFile::lines));
    return allFindings(tree).stream()
        .filter(finding -> !finding.isExcusedBy(lines.getOrDefault(finding.file(), List.of())))
        .toList();
  }

  private static List<Finding> allFindings(List<TextFile> tree) {
    Set<String> paths = paths(tree);
    List<TextFile> java = tree.stream().filter(TextFile::isJava).toList();
    List<Finding> findings = new ArrayList<>(JavaShape.check(java));
    java.forEach(file -> findings.addAll(LineRules.check(file)));
    findings.addAll(PackageRules.check(tree));
    findings.addAll(MigrationRules.check(tree));
    findings.addAll(DecisionRules.check(tree));
    findings.addAll(TogetherRules.check(tree));
    for (TextFile file : tree) {
      findings.addAll(TextRules.checkPlaces(file));
      if (file.name().endsWith(".md")) {
        findings.addAll(TextRules.checkLinks(file, paths));
      }
      if (file.name().equals("pom.xml")) {
        findings.addAll(PomRules.check(file));
      }
    }
    return findings;
  }

  private static Set<String> paths(List<TextFile> tree) {
    Set<String> paths = new HashSet<>();
    for (TextFile file : tree) {
      for (Path path = Path.of(file.path()); path != null; path = path.getParent()) {
        paths.add(path.toString());
      }
    }
    return paths;
  }

  private static List<TextFile> read() throws IOException {
    List<TextFile> tree = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.matcher(folder.getFileName().toString()).matches()
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // A worktree has a file called .git, which names a folder of its machine.
            if (attributes.isRegularFile() && !file.endsWith(".git")) {
              tree.add(
                  new TextFile(
                      ROOT.relativize(file).toString(),
                      attributes.size() > TEXT_BYTES_MAX ? "" : text(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return tree;
  }

  /** Empty for a file that is no text: a picture has no lines. */
  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      return "";
    }
  }
}
