package banyan.app.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A clone in a folder with a space in its name: the real script, a pretended Maven that writes down
 * how it was called, pretended JDKs, and a {@code PATH} with the usual Unix tools and no Java. For
 * one thread.
 */
final class LauncherSandbox {
  private static final Path ROOT = Path.of(System.getProperty("banyan.root"));
  private static final long RUN_SECONDS_MAX = 30;

  /** All that the script may use, and what the pretended programs use. */
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "chmod",
          "cksum",
          "cp",
          "date",
          "df",
          "dirname",
          "find",
          "flock",
          "grep",
          "ls",
          "mkdir",
          "mv",
          "perl",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "sort",
          "touch",
          "tr");

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$JAVA_HOME: $*" >>maven.log
      echo "$MAVEN_OPTS" >maven.options
      [ ! -f broken ] || { echo '[ERROR] A.java: does not compile'; exit 1; }
      tries=0
      while [ -f hold ] && [ "$tries" -lt 250 ]; do sleep 0.1; tries=$((tries + 1)); done
      mkdir -p app/target/lib
      touch app/target/lib/library.jar app/target/banyan-app-0.1.0.jar
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      case " $* " in
        *" -version "*) echo 'openjdk version "%1$s" 2025-01-01' >&2; exit 0 ;;
        *" train "*)
          for option; do case $option in -XX:AOTCacheOutput=*) touch "${option#*=}" ;; esac; done
          [ -z "$TRAINING_FAILS" ] || exit 9
          exit 0 ;;
      esac
      echo "java %1$s"
      for option; do echo "<$option>"; done
      exit "${EXIT_CODE:-0}"
      """;

  /** What came of one run. */
  record Outcome(int exitCode, String out, String complaints) {}

  final Path clone;
  final Path jdks;
  private final Path ownTools;
  private final Map<String, String> environment = new HashMap<>();

  LauncherSandbox(Path folder) throws IOException {
    clone = Files.createDirectories(folder.resolve("my clone"));
    jdks = Files.createDirectories(folder.resolve("all jdks"));
    ownTools = Files.createDirectories(folder.resolve("tools"));
    Files.copy(ROOT.resolve("banyan"), clone.resolve("banyan"), StandardCopyOption.COPY_ATTRIBUTES);
    program(clone.resolve("mvnw"), MAVEN);
    for (String source :
        List.of(
            "pom.xml",
            ".mvn/jvm.config",
            "app/src/main/java/A.java",
            "app/src/test/T.java",
            "modules/wire/src/main/java/W.java",
            "proxy/src/main/java/P.java",
            "docs/a.md")) {
      write(source, "first");
    }
    with("PATH", ownTools + ":" + usualTools())
        .with("HOME", folder.toString())
        .with("BANYAN_JDKS", jdks.toString());
  }

  LauncherSandbox with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  void write(String path, String text) throws IOException {
    Path file = clone.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Installs a JDK that has a release file, as all that are installed from packages do. */
  Path jdk(String folder, String version) throws IOException {
    Path home = jdkWithoutRelease(folder, version);
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  Path jdkWithoutRelease(String folder, String version) throws IOException {
    Path home = Files.createDirectories(jdks.resolve(folder));
    Files.createDirectories(home.resolve("bin"));
    program(home.resolve("bin/javac"), "#!/bin/sh\nexit 1\n");
    program(home.resolve("bin/java"), JAVA.formatted(version));
    return home;
  }

  /** Puts a JDK's programs on the PATH, as links. */
  void onPath(Path home) throws IOException {
    for (String program : List.of("java", "javac")) {
      Files.createSymbolicLink(ownTools.resolve(program), home.resolve("bin").resolve(program));
    }
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    return finish(start(clone.resolve("banyan"), arguments));
  }

  Process start(Path script, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.directory(jdks.toFile()).start();
  }

  static Outcome finish(Process process) throws IOException, InterruptedException {
    try {
      if (!process.waitFor(RUN_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new AssertionError("the launcher did not end");
      }
      return new Outcome(
          process.exitValue(),
          new String(process.getInputStream().readAllBytes(), UTF_8),
          new String(process.getErrorStream().readAllBytes(), UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  /** How often Maven was asked to compile. */
  long builds() throws IOException {
    Path log = clone.resolve("maven.log");
    return Files.exists(log)
        ? Files.readAllLines(log).stream().filter(line -> !line.contains("main.skip")).count()
        : 0;
  }

  /** Kept between tests: JUnit warns about every link that it deletes. */
  private static Path usualTools() throws IOException {
    Path tools = Files.createDirectories(Path.of("target", "usual-tools").toAbsolutePath());
    for (String tool : TOOLS) {
      for (String bin : List.of("/usr/bin", "/bin")) {
        if (Files.exists(Path.of(bin, tool)) && Files.notExists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), Path.of(bin, tool));
        }
      }
    }
    return tools;
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " a program");
    }
  }
}
