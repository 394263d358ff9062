package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.http.ProblemPages;
import banyan.proxy.ProxyProblems;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The folder {@code docs/problems} says what the problem types say. {@code -Dbanyan.rewrite=true}
 * writes it anew.
 */
final class ProblemFilesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("banyan.root", "..")).resolve("docs/problems");

  @Test
  void docsHoldOneFileForEachProblem() throws IOException {
    var expected = new TreeMap<String, String>();
    for (ProblemType type : everyType()) {
      expected.put(type.name() + ".md", ProblemPages.markdown(type));
    }
    if (Boolean.getBoolean("banyan.rewrite")) {
      rewrite(expected);
    }
    assertThat(files())
        .as(
            "docs/problems is out of date: run this test with -Dbanyan.rewrite=true"
                + " and commit what it wrote")
        .isEqualTo(expected);
  }

  @Test
  void namesEachProblemOnce() {
    assertThat(everyType()).extracting(ProblemType::name).doesNotHaveDuplicates();
  }

  private static List<ProblemType> everyType() {
    var types = new ArrayList<>(Problems.all());
    types.addAll(ProxyProblems.all());
    Contexts.all().forEach(context -> types.addAll(context.problems()));
    return types;
  }

  private static TreeMap<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    if (Files.isDirectory(FOLDER)) {
      try (var stream = Files.newDirectoryStream(FOLDER)) {
        for (Path file : stream) {
          files.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return files;
  }

  private static void rewrite(TreeMap<String, String> expected) throws IOException {
    Files.createDirectories(FOLDER);
    for (String stale : files().keySet()) {
      Files.delete(FOLDER.resolve(stale));
    }
    for (var file : expected.entrySet()) {
      Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
    }
  }
}
