package banyan.acceptance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The product as it is deployed: jars alone. Half of what a start costs is the loading of classes,
 * and the JVM keeps those of jars in an archive between processes (JEP 350), never those of
 * folders. So the build packs the application before it runs the tests and names its jar as {@code
 * banyan.product}; where there was no build, as in an IDE, the product runs from folders.
 */
public final class Deployable {
  /** Where the database's programs are unpacked, once for all tests. */
  public static final Path PROGRAMS =
      Path.of(System.getProperty("banyan.root"), "target", "test-postgres");

  /**
   * Stops what tests have started when their JVM is killed, in the thread that started it
   * (prctl(2), PR_SET_PDEATHSIG).
   */
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private static final @Nullable String JAR = System.getProperty("banyan.product");

  private Deployable() {}

  /** The start of a process, with the arguments of the command line; BANYAN_... is not passed. */
  public static ProcessBuilder process(List<String> arguments) throws IOException {
    List<String> command = program(arguments);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("BANYAN_"));
    builder.environment().put("BANYAN_DATABASE_PROGRAMS", PROGRAMS.toString());
    return builder;
  }

  /**
   * The words of a command before its arguments.
   *
   * @param arguments those that follow: they tell whether the archive is written
   */
  public static List<String> program(List<String> arguments) throws IOException {
    return command(arguments, classPath(), "banyan.app.Main");
  }

  /**
   * The start of a program of the tests, which has the product's class path and classes of ours.
   */
  public static ProcessBuilder process(Class<?> main) throws IOException {
    // The archive fits as long as its class path is the beginning of ours.
    String path = classPath() + File.pathSeparator + System.getProperty("java.class.path");
    return new ProcessBuilder(command(List.of("test"), path, main.getName()));
  }

  private static List<String> command(List<String> arguments, String classPath, String main)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETPRIV)) {
      command.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "TERM"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    if (JAR != null) {
      command.addAll(archive(Path.of(JAR).resolveSibling("product.jsa"), arguments));
    }
    command.addAll(List.of("-cp", classPath, main));
    return command;
  }

  /**
   * The archive is written, when there is none, by a process that uses most classes and that ends
   * with its test, unlike the shop with its examples. The others take what is there: naming a file
   * that is not there would cost them the JDK's own archive. Without logging, since the JVM tells
   * of a misfit where a command writes its answer.
   */
  private static List<String> archive(Path file, List<String> arguments) throws IOException {
    List<String> flags = new ArrayList<>(List.of("-Xlog:disable"));
    if (isStale(file)) {
      Files.deleteIfExists(file);
    }
    boolean writes = arguments.getFirst().equals("up") && !arguments.contains("--demo-data=true");
    if (writes) {
      flags.add("-XX:+AutoCreateSharedArchive");
    }
    if (writes || Files.exists(file)) {
      flags.add("-XX:SharedArchiveFile=" + file);
    }
    return flags;
  }

  /** The JVM does not use an archive that is older than a jar, and does not replace it either. */
  private static boolean isStale(Path file) {
    long written = file.toFile().lastModified();
    return Stream.of(classPath().split(File.pathSeparator))
        .anyMatch(jar -> new File(jar).lastModified() > written);
  }

  private static String classPath() {
    String ours = System.getProperty("java.class.path");
    if (JAR == null) {
      return ours;
    }
    return Stream.concat(Stream.of(JAR), Stream.of(ours.split(File.pathSeparator)))
        .filter(entry -> entry.endsWith(".jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
