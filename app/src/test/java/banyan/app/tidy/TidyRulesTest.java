package banyan.app.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule fails on a planted violation, and lets the clean twin through. */
final class TidyRulesTest {
  private static final String MAIN = "modules/catalog/src/main/java/banyan/catalog/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// TODO later",
        "/* FIXME */",
        "/** @author me */",
        "// price = 3;",
        "import java.util.*;",
        "failure.printStackTrace();",
        "System.out.println(1);",
        "Thread.sleep(10);",
        "@Disabled void test() {}",
        "Instant now = Instant.now();",
      })
  void findsALineThatBreaksARule(String line) {
    List<Finding> findings = LineRules.check(new TextFile(MAIN + "A.java", "\n" + line + "\n"));

    assertThat(findings).singleElement().extracting(Finding::line).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// TODO #12 when the ledger moves",
        "// why: the limit of RFC 9110",
        "String text = \"TODO Thread.sleep(3)\"; // one string",
        "String quoted = \"a \\\" // TODO\"; char quote = '\"';",
        "Instant now = clock.instant();",
      })
  void letsACleanLineThrough(String line) {
    assertThat(LineRules.check(new TextFile(MAIN + "A.java", line))).isEmpty();
  }

  @Test
  void excusesALineThatSaysWhy() {
    Finding finding = new Finding("A.java", 2, "a sleep", "Wait");

    assertThat(finding.isExcusedBy(List.of("", "x(); // tidy: the machine gives no sign")))
        .isTrue();
    assertThat(finding.isExcusedBy(List.of("", "x(); // tidy: so"))).isFalse();
    assertThat(finding.isExcusedBy(List.of("x(); // tidy: the machine gives no sign", "")))
        .isFalse();
    assertThat(finding.isExcusedBy(List.of())).isFalse();
  }

  @Test
  void findsAFileThatIsTooLong() {
    assertThat(LineRules.check(new TextFile(MAIN + "A.java", "\n".repeat(300)))).isEmpty();
    assertThat(LineRules.check(new TextFile(MAIN + "A.java", "\n".repeat(301)))).hasSize(1);
  }

  @Test
  void findsAMethodThatIsTooLong() {
    assertThat(shape("class A {\nvoid a() {" + "\n".repeat(59) + "}}")).isEmpty();
    assertThat(shape("class A {\nvoid a() {" + "\n".repeat(60) + "}}"))
        .singleElement()
        .asString()
        .contains("A.java:2: a has 61 lines");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Manager",
        "Helper",
        "Util",
        "Utils",
        "Impl",
        "Base",
        "Common",
        "Data",
        "Info",
        "Processor"
      })
  void findsANameThatSaysNothing(String word) {
    assertThat(shape("class Price" + word + " {}")).hasSize(1);
    assertThat(shape("record Outer() {\n enum Price" + word + "Kind {}\n}")).hasSize(1);
  }

  @Test
  void letsAWordThroughThatOnlyContainsABannedOne() {
    assertThat(shape("class AbstractPrice {}")).hasSize(1);
    assertThat(shape("class Database {} class DataFolder {} interface Datum {} class Baseline {}"))
        .isEmpty();
  }

  @Test
  void findsAnAccessorWithGet() {
    assertThat(shape("class A { int getPrice() { return 1; } }"))
        .singleElement()
        .asString()
        .contains("Call it price");
    assertThat(shape("class A { @Override public int getPrice() { return 1; } int getaway() {} }"))
        .isEmpty();
  }

  @Test
  void findsAPackageWithoutDescription() {
    TextFile code = new TextFile(MAIN + "A.java", "class A {}");
    TextFile marked = new TextFile(MAIN + "package-info.java", "@NullMarked package a;");
    TextFile unmarked = new TextFile(MAIN + "package-info.java", "package a;");

    assertThat(PackageRules.check(List.of(code))).hasSize(1);
    assertThat(PackageRules.check(List.of(code, unmarked))).hasSize(1);
    assertThat(PackageRules.check(List.of(code, marked))).isEmpty();
  }

  @Test
  void findsAVersionOutsideTheRoot() {
    String parent = "<parent>\n<version>0.1.0</version>\n</parent>\n";
    String version = "<version>${jetty.version}</version>\n";

    assertThat(PomRules.check(new TextFile("app/pom.xml", parent))).isEmpty();
    assertThat(PomRules.check(new TextFile("app/pom.xml", parent + version))).hasSize(1);
    assertThat(PomRules.check(new TextFile("bench/peers/a/pom.xml", parent + version))).isEmpty();
  }

  @Test
  void findsAVersionThatIsNoProperty() {
    String own = "<version>0.1.0</version>\n";

    assertThat(PomRules.check(new TextFile("pom.xml", own + "<version>${a}</version>"))).isEmpty();
    assertThat(PomRules.check(new TextFile("pom.xml", own + "<version>1.2</version>"))).hasSize(1);
  }

  @Test
  void findsMigrationsOutOfOrder() {
    assertThat(migrations("V001__create.sql", "V002__add_price.sql")).isEmpty();
    assertThat(migrations("V001__create.sql", "V003__add_price.sql")).hasSize(1);
    assertThat(migrations("V001__create.sql", "V001__twice.sql")).hasSize(1);
    assertThat(migrations("V1__create.sql")).hasSize(1);
    assertThat(migrations("V001__Create-it.sql")).hasSize(1);
  }

  @Test
  void findsADecisionWithoutItsSections() {
    String whole = "# We do\n\n## Problem\n## Decision\n## Rejected\n## Consequences\n";
    TextFile index = new TextFile("docs/adr/README.md", "[1](0001-we-do.md)");

    assertThat(decision(whole, index)).isEmpty();
    assertThat(decision(whole.replace("## Rejected\n", ""), index)).hasSize(1);
    assertThat(decision(whole + "word ".repeat(300), index)).hasSize(1);
    assertThat(decision(whole, new TextFile("docs/adr/README.md", ""))).hasSize(1);
  }

  @Test
  void findsALinkToNothing() {
    Set<String> paths = Set.of("docs", "docs/testing.md", "README.md");

    assertThat(links("[a](../README.md) [b](testing.md#sizes) [c](https://a.b) [d](#e)", paths))
        .isEmpty();
    assertThat(links("```\n[a](gone.md)\n```", paths)).isEmpty();
    assertThat(links("\n[a](gone.md)", paths))
        .singleElement()
        .extracting(Finding::line)
        .isEqualTo(2);
  }

  @Test
  void findsAPathOrAHostOfOneMachine() {
    Stream.of(
            "/root" + "/x", "at /work" + "/main", "\"/home/" + "me/x\"", "http://build" + ".corp/x")
        .forEach(line -> assertThat(places(line)).as(line).hasSize(1));
    Stream.of("src/work/x", "/home/linuxbrew/.x", "https://example.com", "$HOME/root/x")
        .forEach(line -> assertThat(places(line)).as(line).isEmpty());
  }

  @Test
  void testsOfAllModulesFitOneClassPath() {
    TextFile root = new TextFile("pom.xml", "<module>modules/wire</module></modules>");
    TextFile together =
        new TextFile(
            "together/pom.xml", "<artifactId>banyan-wire</artifactId><type>test-jar</type>");
    List<TextFile> tree = new ArrayList<>(List.of(root, together));
    tree.add(new TextFile("modules/wire/src/test/java/banyan/ATest.java", ""));
    assertThat(TogetherRules.check(tree)).isEmpty();

    tree.add(new TextFile("modules/wire/src/test/resources/banyan/ATest.java", ""));
    assertThat(TogetherRules.check(tree)).hasSize(1);
    tree.remove(together);
    assertThat(TogetherRules.check(tree)).hasSize(2);
  }

  private static List<Finding> shape(String text) {
    return JavaShape.check(List.of(new TextFile("A.java", text)));
  }

  private static List<Finding> migrations(String... names) {
    return MigrationRules.check(
        Stream.of(names).map(name -> new TextFile("migrations/catalog/" + name, "")).toList());
  }

  private static List<Finding> decision(String text, TextFile index) {
    return DecisionRules.check(List.of(index, new TextFile("docs/adr/0001-we-do.md", text)));
  }

  private static List<Finding> links(String text, Set<String> paths) {
    return TextRules.checkLinks(new TextFile("docs/here.md", text), paths);
  }

  private static List<Finding> places(String line) {
    return TextRules.checkPlaces(new TextFile("a.txt", line));
  }
}
