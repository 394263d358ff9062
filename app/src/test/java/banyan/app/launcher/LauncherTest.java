package banyan.app.launcher;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.app.launcher.LauncherSandbox.Outcome;
import banyan.testing.FromSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher finds a JDK, builds when and only when it must, and gets out of the way. */
final class LauncherTest {
  @TempDir private Path folder;
  private LauncherSandbox sandbox;

  @BeforeEach
  void layOut() throws IOException {
    sandbox = new LauncherSandbox(folder);
  }

  @Test
  void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
    Outcome outcome = sandbox.run("up");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.complaints().lines()).singleElement().asString().contains("install");
  }

  @Test
  void passesOverAnOldJavaEverywhere() throws Exception {
    Path old = sandbox.jdk("an old one", "17.0.15");
    sandbox.onPath(old);
    sandbox.with("JAVA_HOME", old.toString());
    assertThat(sandbox.run("up").exitCode()).isEqualTo(3);

    sandbox.jdk("jdk 26", "26.0.1");
    assertThat(sandbox.run("up").out()).startsWith("java 26.0.1\n");
  }

  @Test
  void prefersJavaHomeThenThePath() throws Exception {
    sandbox.jdk("a", "25.0.1");
    Path home = sandbox.jdk("b", "25.0.2");
    sandbox.onPath(sandbox.jdk("c", "25.0.3"));

    assertThat(sandbox.run("up").out()).startsWith("java 25.0.3\n");
    sandbox.with("JAVA_HOME", home.toString());
    assertThat(sandbox.run("up").out()).startsWith("java 25.0.2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_412", "9", "24.0.2", "24-ea"})
  @FromSize(DEFAULT)
  void refusesAVersionThatIsTooOld(String version) throws Exception {
    sandbox.jdk("one", version);

    assertThat(sandbox.run("up").exitCode()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "25.0.3", "26-ea", "100.1"})
  @FromSize(DEFAULT)
  void takesAVersionThatIsNewEnough(String version) throws Exception {
    sandbox.jdk("one", version);

    assertThat(sandbox.run("up").out()).startsWith("java " + version + "\n");
  }

  @Test
  void asksAJavaThatHasNoReleaseFile() throws Exception {
    sandbox.jdkWithoutRelease("self made", "25.0.9");

    assertThat(sandbox.run("up").out()).startsWith("java 25.0.9\n");
  }

  @Test
  void findsTheLayoutOfMacos() throws Exception {
    sandbox.jdk("temurin-25.jdk/Contents/Home", "25.0.4");

    assertThat(sandbox.run("up").out()).startsWith("java 25.0.4\n");
  }

  @Test
  void takesNoRuntimeWithoutCompiler() throws Exception {
    Path home = sandbox.jdk("jre", "25");
    Files.delete(home.resolve("bin/javac"));

    assertThat(sandbox.run("up").exitCode()).isEqualTo(3);
  }

  @Test
  void passesArgumentsAndExitCodeThrough() throws Exception {
    sandbox.jdk("jdk", "25").resolve("bin");
    sandbox.with("EXIT_CODE", "4").with("BANYAN_JAVA_OPTS", "-Xmx1g -Dmine=1");

    Outcome outcome = sandbox.run("up", "--data", "a folder", "*", "");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.out())
        .contains("<-Xmx1g>\n<-Dmine=1>\n")
        .endsWith("<banyan.app.Main>\n<up>\n<--data>\n<a folder>\n<*>\n<>\n");
  }

  @Test
  void theProxyAloneHasFlagsOfItsOwnWhichTheUserMayChange() throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.with("BANYAN_JAVA_OPTS", "-Xmn64m");

    assertThat(sandbox.run("proxy").out())
        .containsSubsequence(
            "<-Xmn32m>\n",
            "<-XX:FreqInlineSize=100>\n",
            "<-XX:Tier4BackEdgeThreshold=1000000>\n",
            "<-XX:Tier3DelayOff=0>\n",
            "<-Xmn64m>\n");
    assertThat(sandbox.run("up").out()).doesNotContain("-Xmn32m", "FreqInlineSize", "-XX:Tier");
  }

  @Test
  void runsThroughALinkAndFromAnotherFolder() throws Exception {
    sandbox.jdk("jdk", "25");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("my clone/banyan"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), link);

    Outcome outcome = LauncherSandbox.finish(sandbox.start(second, "up"));

    assertThat(outcome.exitCode()).as(outcome.complaints()).isZero();
    assertThat(outcome.out()).contains("my clone/app/target/run/");
  }

  @Test
  void buildsOnceForTheSameSources() throws Exception {
    Path jdk = sandbox.jdk("jdk", "25");
    sandbox.run("up");
    Outcome second = sandbox.run("up");

    assertThat(sandbox.builds()).isEqualTo(1);
    assertThat(second.complaints()).isEmpty();
    assertThat(Files.readString(sandbox.clone.resolve("maven.log"))).startsWith(jdk + ": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/src/main/java/A.java",
        "modules/wire/src/main/java/W.java",
        "modules/wire/pom.xml",
        "proxy/src/main/resources/new.txt",
        "migrations/catalog/V001__create.sql",
        ".mvn/jvm.config",
        "pom.xml"
      })
  @FromSize(DEFAULT)
  void buildsAgainWhenASourceChanged(String source) throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.run("up");
    sandbox.write(source, "other");
    sandbox.run("up");

    assertThat(sandbox.builds()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/src/test/T.java",
        "app/target/classes/A.class",
        "modules/testing/src/main/java/X.java",
        "docs/a.md",
        "var/secret",
        "app/src/main/java/.A.java.swp"
      })
  @FromSize(DEFAULT)
  void doesNotBuildForWhatIsNotInTheApplication(String file) throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.run("up");
    sandbox.write(file, "other");
    sandbox.run("up");

    assertThat(sandbox.builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainForAnotherJdk() throws Exception {
    sandbox.jdk("jdk", "25.0.1");
    sandbox.run("up");
    sandbox.jdk("jdk", "25.0.2");
    sandbox.run("up");

    assertThat(sandbox.builds()).isEqualTo(2);
  }

  @Test
  void keepsMavenInTheHomeOfAnAccountThatTheSystemDoesNotList() throws Exception {
    sandbox.jdk("jdk-25", "25.0.3");
    sandbox.with("HOME", "/home/nobody").with("MAVEN_OPTS", "-Xmx1g").run("version");

    assertThat(sandbox.clone.resolve("maven.options"))
        .hasContent("-Duser.home=/home/nobody -Xmx1g");
  }

  @Test
  void showsWhatMavenSaidWhenTheBuildFails() throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.write("broken", "");

    Outcome outcome = sandbox.run("up");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.complaints()).contains("[ERROR] A.java: does not compile");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  @FromSize(DEFAULT)
  void runsWithoutCacheWhenTheTrainingFails() throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.with("TRAINING_FAILS", "yes");

    Outcome first = sandbox.run("up");
    Outcome second = sandbox.run("up");

    assertThat(first.exitCode()).isZero();
    assertThat(first.complaints()).contains("training of the start-up cache failed");
    assertThat(second.complaints()).isEmpty();
  }

  @Test
  @FromSize(DEFAULT)
  void keepsTwoBuilds() throws Exception {
    sandbox.jdk("jdk", "25");
    for (String text : new String[] {"a", "b", "c", "d"}) {
      sandbox.write("pom.xml", text);
      sandbox.run("up");
    }

    try (Stream<Path> builds = Files.list(sandbox.clone.resolve("app/target/run"))) {
      assertThat(builds).hasSize(2);
    }
  }

  @Test
  @FromSize(DEFAULT)
  void buildsOnceWhenTwoStartTogether() throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.write("hold", "");
    Process first = startHeld();
    Process second = sandbox.start(sandbox.clone.resolve("banyan"), "up");
    assertThat(second.errorReader().readLine()).contains("another launcher builds");

    Files.delete(sandbox.clone.resolve("hold"));

    assertThat(LauncherSandbox.finish(first).exitCode()).isZero();
    assertThat(LauncherSandbox.finish(second).exitCode()).isZero();
    assertThat(sandbox.builds()).isEqualTo(1);
  }

  @Test
  @FromSize(DEFAULT)
  void buildsAfterAnotherLauncherWasKilled() throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.write("hold", "");
    Process killed = startHeld();
    Stream.concat(killed.descendants(), Stream.of(killed.toHandle()))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
    Files.delete(sandbox.clone.resolve("hold"));

    Outcome outcome = sandbox.run("up");

    assertThat(outcome.exitCode()).as(outcome.complaints()).isZero();
  }

  private Process startHeld() throws IOException {
    Process process = sandbox.start(sandbox.clone.resolve("banyan"), "up");
    await().atMost(Duration.ofSeconds(20)).until(() -> logLines() > 0);
    return process;
  }

  private long logLines() throws IOException {
    Path log = sandbox.clone.resolve("maven.log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }
}
