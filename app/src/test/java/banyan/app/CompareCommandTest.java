package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan compare}, on pairs as somebody writes them by hand. */
class CompareCommandTest {
  private static final String HEAD = "HTTP/1.1 200 OK\nContent-Type: application/json\n\n";

  @TempDir Path folder;

  @Test
  void saysWhatDiffersAndWhatIsBenign() throws IOException {
    write("pairs/a/request.http", "GET /p?q=x HTTP/1.1\nHost: shop\n\n");
    write(
        "pairs/a/from.http", HEAD + "{\"price\": 12.50, \"tags\": [\"new\", \"blue\", \"sale\"]}");
    write("pairs/a/to.http", HEAD + "{\"tags\":[\"blue\",\"sale\",\"new\"],\"price\":12.5}");
    write("pairs/b.json", "{\"from\": {\"status\": 204}, \"to\": {\"status\": 204}}");

    Ending ending = compares();

    assertThat(ending.err()).isEmpty();
    assertThat(ending.out().lines())
        .containsExactly(
            "a: different (benign: another order of a list that is not sorted)",
            "  value   /price 12.50 became 12.5 (the same number, written differently)",
            "b: same",
            "2 pairs: 1 same, 1 different, 0 not compared");
    assertThat(ending.code()).isEqualTo(1);
  }

  @Test
  void goesByRulesAndNamesThoseThatExpired() throws IOException {
    write(
        "pairs/a.json",
        """
        {"from": {"status": 200, "headers": {"Content-Type": ["application/json"]}, "body": {"a": 1.0}},
         "to": {"status": 200, "headers": {"content-type": "application/json"}, "text": "{\\"a\\": 1}"}}
        """);
    String rule = "{at: /a, allow: same-number, who: w, why: y, evidence: e, until: %s}";
    write("rules.yaml", "relax:\n - " + rule.formatted("2999-01-01"));
    assertThat(compares("--rules", "rules.yaml").code()).isZero();
    write("rules.yaml", "relax:\n - " + rule.formatted("1999-01-01"));
    Ending expired = compares("--rules", "rules.yaml");
    assertThat(expired.code()).isEqualTo(1);
    assertThat(expired.out())
        .startsWith("expired: rule of line 2: same-number at /a expired on 1999-01-01");
  }

  @Test
  void printsJsonForPrograms() throws IOException {
    write("pairs/a.json", "{\"from\": {\"status\": 200}, \"to\": {\"status\": 500}}");
    Ending ending = compares("--json");
    assertThat(ending.out())
        .contains("\"different\" : 1", "\"pair\" : \"a\"", "\"kind\" : \"status\"")
        .contains("\"from\" : 200", "\"to\" : 500");
    assertThat(ending.code()).isEqualTo(1);
  }

  @Test
  void doesNotPassWhatIsNotCompared() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n";
    write("pairs/a/from.http", head + "1");
    write("pairs/a/to.http", head + "2");
    Ending ending = compares();
    assertThat(ending.out())
        .contains("a: not compared: the content coding 'br' is not spoken here");
    assertThat(ending.code()).isEqualTo(1);
  }

  @Test
  void tellsEveryPairThatCannotBeRead() throws IOException {
    assertThat(compares().code()).isEqualTo(2);
    Files.createDirectories(folder.resolve("pairs/empty"));
    write("pairs/a.json", "{\"from\": {\"status\": 200}, \"too\": {\"status\": 200}}");
    write("pairs/b.json", "{\"from\": {\"status\": 2000}, \"to\": {\"status\": 200}}");
    write("pairs/c.json", "nonsense");
    write("pairs/d/from.http", "200 OK\n\n");
    write("pairs/d/to.http", HEAD);
    write("pairs/e/from.http", "HTTP/1.1 200 OK\nno field\n\n");
    write("pairs/e/to.http", HEAD);

    Ending ending = compares();

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.err())
        .contains("a.json: /too: unknown; did you mean 'to'?")
        .contains("b.json: /from/status: write a number such as 200")
        .contains("c.json:1: is no JSON")
        .contains("from.http:1: '200 OK': begin an answer with a line such as HTTP/1.1 200 OK")
        .contains("from.http:2: 'no field': write a field as Name: value")
        .contains("empty: has no file from.http; a pair needs from.http and to.http");
  }

  @Test
  void refusesFilesThatAreNone() throws IOException {
    write("pairs/one-sided/from.http", HEAD);
    Files.createSymbolicLink(folder.resolve("pairs/away.json"), folder.resolve("nowhere"));
    Files.createDirectories(folder.resolve("pairs/folder/from.http"));
    // Without an end: to read all of it is to read for ever.
    Files.createSymbolicLink(folder.resolve("pairs/endless.json"), Path.of("/dev/zero"));
    write("pairs/odd\u001bname\n.json", "{\"from\": 1}");

    Ending ending = compares();

    Files.delete(folder.resolve("pairs/endless.json"));
    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err())
        .contains("one-sided: has no file to.http")
        .contains("away.json: cannot be read; check that it is there, and who may read it")
        .contains("endless.json: is no regular file; record the message in one")
        .contains("folder: has no file from.http")
        .contains("odd?name?.json: /from: write an object")
        .doesNotContain("\u001b");
  }

  @Test
  void comparesNeitherWhatIsTooDeepNorWhatIsTooLong() throws IOException {
    write("pairs/deep/from.http", HEAD + "[".repeat(10_000) + "]".repeat(10_000));
    write("pairs/deep/to.http", HEAD + "[]");
    String many = "[" + "1,".repeat(1_000_000) + "1]";
    write("pairs/many/from.http", HEAD + many);
    write("pairs/many/to.http", HEAD + many.replace("1]", "2]"));
    write("pairs/twice/from.http", HEAD + "{\"a\": 1, \"a\": 2}");
    write("pairs/twice/to.http", HEAD + "{\"a\": 2}");

    Ending ending = compares();

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.out())
        .containsPattern("deep: not compared: .*64")
        .contains("many: not compared: the body is not read: the body has more than 200000 values")
        .contains("twice: different", "malformed: Duplicate field 'a'");
  }

  @Test
  void tellsWhyRulesCannotBeRead() throws IOException {
    write("pairs/a.json", "{\"from\": {\"status\": 204}, \"to\": {\"status\": 204}}");
    Ending missing = compares("--rules", "rules.yaml");
    assertThat(missing.err()).contains("rules.yaml does not exist; name the file of the rules");
    assertThat(missing.code()).isEqualTo(2);
    Files.write(folder.resolve("rules.yaml"), new byte[] {'a', (byte) 0xff});
    assertThat(compares("--rules", "rules.yaml").err())
        .contains("rules.yaml is not UTF-8; save it as UTF-8");
  }

  @Test
  void joinsChunksAndUndoesNothingElse() throws IOException {
    write(
        "pairs/a/from.http",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n3;x=y\r\n:1}\r\n0\r\n\r\n");
    write("pairs/a/to.http", "HTTP/1.1 200 OK\nContent-Length: 99\n\n{\"a\":1}\n");
    assertThat(compares().out()).contains("1 pairs: 1 same");
  }

  /** Pair and rules as the paper shows them. */
  @Test
  void takesTheExamplesOfThePaper() throws IOException {
    String paper =
        Files.readString(
            Path.of(System.getProperty("banyan.root", "..")).resolve("docs/comparison.md"));
    write("pairs/a.json", block(paper, "json"));
    write("rules.yaml", block(paper, "yaml"));
    Ending ending = compares("--rules", "rules.yaml");
    assertThat(ending.err()).isEmpty();
    assertThat(ending.out()).contains("a: same");
    assertThat(ending.code()).isZero();
  }

  private static String block(String paper, String language) {
    String fence = "```" + language + "\n";
    int start = paper.indexOf(fence) + fence.length();
    return paper.substring(start, paper.indexOf("```", start));
  }

  private Ending compares(String... more) {
    String[] words = new String[3 + more.length];
    words[0] = "compare";
    words[1] = "--pairs";
    words[2] = "pairs";
    System.arraycopy(more, 0, words, 3, more.length);
    return new CommandLineUser(folder).types(words);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
