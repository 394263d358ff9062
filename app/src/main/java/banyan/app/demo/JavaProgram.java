package banyan.app.demo;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How this very program is started once more.
 *
 * @param command its words, up to the arguments of the command line
 */
public record JavaProgram(List<String> command) {
  private static final String MAIN = "banyan.app.Main";

  /** Has the JVM use its first compiler alone. */
  public static final String QUICK = "-XX:TieredStopAtLevel=1";

  /** Options of the JVM that are about speed and access; others, such as agents, stay ours. */
  private static final List<String> INHERITED =
      List.of("-X", "--enable-native-access", "--sun-misc-unsafe-memory-access");

  public JavaProgram {
    command = List.copyOf(command);
  }

  /** The same JDK, class path and options as those of this process. */
  public static JavaProgram ofThisProcess() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> INHERITED.stream().anyMatch(option::startsWith))
        .forEach(command::add);
    command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), MAIN));
    return new JavaProgram(command);
  }

  /**
   * The same program, compiled quickly rather than well. Of its first minutes a process spends the
   * better part on compiling well, and where several share two processors their clients wait for
   * it.
   */
  public JavaProgram compiledQuickly() {
    List<String> quick = new ArrayList<>(command);
    quick.add(1, QUICK);
    return new JavaProgram(quick);
  }

  /** The program with arguments. */
  List<String> with(List<String> arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    return all;
  }

  /** The other process stands in another folder. */
  private static String absolute(String classPath) {
    return String.join(
        java.io.File.pathSeparator,
        List.of(classPath.split(java.io.File.pathSeparator)).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }
}
