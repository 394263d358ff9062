package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/routes.md answer what stands there, about the document before them. */
class RoutesGuideConsoleTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```yaml\n([^`]*)```(?:(?!```).)*```console\n\\$ banyan ([^\n]*)\n(.*?)```",
          Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir Path folder;

  @Test
  void everyCommandAnswersWhatIsShown() throws IOException {
    String guide =
        Files.readString(Path.of(System.getProperty("banyan.root", ".."), "docs", "routes.md"));
    List<MatchResult> examples = EXAMPLE.matcher(guide).results().toList();
    assertThat(examples).hasSize(2);
    for (MatchResult example : examples) {
      Files.writeString(folder.resolve("routes.yaml"), example.group(1));
      CommandLineUser.Ending ending = new CommandLineUser(folder).types(words(example.group(2)));
      assertThat(ending.err()).isEmpty();
      assertThat(ending.out()).isEqualTo(example.group(3));
    }
  }

  private static String[] words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }
}
