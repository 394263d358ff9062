package banyan.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code banyan test} asks of Maven. */
final class LauncherTestCommandTest {
  /** No process has it: it is above the most that Linux gives out. */
  private static final long DEAD_PID = 4_194_305;

  @TempDir private Path folder;
  private LauncherSandbox sandbox;

  @BeforeEach
  void layOut() throws IOException {
    sandbox = new LauncherSandbox(folder);
  }

  @Test
  void explainsItsTests() throws Exception {
    sandbox.jdk("jdk", "25");

    assertThat(sandbox.run("test", "--help").out()).contains("--fast").contains("--long");
    assertThat(sandbox.run("test", "--quick").exitCode()).isEqualTo(2);
  }

  @Test
  void runsTheTestsInTheSizeThatIsAskedFor() throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.with("BANYAN_MEMORY", "");
    sandbox.run("test", "--fast", "--", "-Dtest=PriceTest");
    sandbox.run("test", "--fast");
    sandbox.run("test");

    assertThat(Files.readAllLines(sandbox.clone.resolve("maven.log")))
        .satisfiesExactly(
            fast ->
                assertThat(fast)
                    .contains("-Dbanyan.size=fast test -Dtest=PriceTest")
                    .doesNotContain("-Pchecked", "-Ptogether"),
            together -> assertThat(together).contains("-Dbanyan.size=fast test -Ptogether"),
            whole -> assertThat(whole).contains("-Dbanyan.size=default verify -Pchecked"));
  }

  @Test
  void givesFastTestsAFolderInMemoryAndTakesItBack() throws Exception {
    sandbox.jdk("jdk", "25");
    Path memory = Files.createDirectories(folder.resolve("memory"));
    Files.createDirectories(memory.resolve("banyan-test-" + DEAD_PID));
    sandbox.with("BANYAN_MEMORY", memory.toString()).run("test", "--fast");
    sandbox.run("test");

    assertThat(Files.readAllLines(sandbox.clone.resolve("maven.log")))
        .satisfiesExactly(
            fast -> assertThat(fast).contains("-Dbanyan.temporary=" + memory + "/banyan-test-"),
            whole -> assertThat(whole).doesNotContain("banyan.temporary"));
    assertThat(memory).isEmptyDirectory();
  }

  /**
   * A migration that was renamed would run twice; a copy that is made anew makes everything anew.
   */
  @ParameterizedTest
  @ValueSource(strings = {"target/classes", "target/checked/classes"})
  void forgetsCopiesWhoseSourceIsGoneAndKeepsTheOthers(String classes) throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.write("migrations/shop/V001__goods.sql", "new");
    sandbox.write("app/src/main/resources/banyan/page.html", "new");
    String copies = "app/" + classes + "/";
    for (String copy :
        List.of(
            "banyan/A.class",
            "banyan/page.html",
            "banyan/gone.html",
            "migrations/shop/V001__goods.sql",
            "migrations/shop/V001__wares.sql")) {
      sandbox.write(copies + copy, "copy");
    }
    sandbox.run("test", "--fast");

    Path folder = sandbox.clone.resolve(copies);
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "banyan/A.class", "banyan/page.html", "migrations/shop/V001__goods.sql");
    }
  }

  /** The fast size puts the resources of all tests on one class path. */
  @Test
  void forgetsCopiesOfTestsWhoseSourceIsGone() throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.write("proxy/src/test/resources/pairs/a.json", "new");
    String copies = "proxy/target/test-classes/";
    sandbox.write(copies + "pairs/a.json", "copy");
    sandbox.write(copies + "pairs/gone.json", "copy");
    sandbox.write(copies + "postgres-oldest/programs.txz", "unpacked");
    sandbox.run("test", "--fast");

    assertThat(sandbox.clone.resolve(copies + "pairs/a.json")).exists();
    assertThat(sandbox.clone.resolve(copies + "pairs/gone.json")).doesNotExist();
    assertThat(sandbox.clone.resolve(copies + "postgres-oldest/programs.txz")).exists();
  }
}
