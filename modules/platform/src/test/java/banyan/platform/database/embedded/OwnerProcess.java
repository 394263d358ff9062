package banyan.platform.database.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Another JVM that runs {@link OwnerProgram}. Closing kills it. */
final class OwnerProcess implements AutoCloseable {
  private static final Path LOGGING =
      Path.of(System.getProperty("banyan.root", "../.."))
          .resolve("modules/platform/src/test/resources/logback-test.xml");

  private final Process process;
  private final BufferedReader output;

  private OwnerProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static OwnerProcess on(Path data) throws IOException {
    return new OwnerProcess(builder(List.of(), data).start());
  }

  /** Writes rows into the table {@code written} until it is killed. */
  static OwnerProcess thatWrites(Path data) throws IOException {
    ProcessBuilder builder = builder(List.of(), data);
    builder.command().add(OwnerProgram.WRITE);
    return new OwnerProcess(builder.start());
  }

  /** Not root, whoever runs the tests: in a user namespace. */
  static OwnerProcess ofOrdinaryUser(Path data) throws IOException {
    return new OwnerProcess(builder(ordinary(), data).start());
  }

  /** Like an ordinary user on a machine without setsid, setpriv and unshare. */
  static OwnerProcess withoutTools(Path data, Path emptyFolder) throws IOException {
    ProcessBuilder builder = builder(ordinary(), data);
    builder.environment().put("PATH", emptyFolder.toString());
    return new OwnerProcess(builder.start());
  }

  /** The first line that is not a log line; null when the program ended without one. */
  String firstWord() throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith("ready") && !line.startsWith("owned")) {
      System.out.println("  owner: " + line);
      line = output.readLine();
    }
    return line;
  }

  /** The next row that was committed; empty when there is none any more. */
  OptionalLong nextCommitted() throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith("committed ")) {
      line = output.readLine();
    }
    return line == null
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(line.substring("committed ".length())));
  }

  long pid() {
    return process.pid();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends its input, on which it stops the server and exits. */
  void finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static List<String> ordinary() throws IOException {
    return Machine.isRoot() ? List.of("/usr/bin/unshare", "-U") : List.of();
  }

  private static ProcessBuilder builder(List<String> prefix, Path data) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=" + LOGGING, // a class path may have several
            "-cp",
            System.getProperty("java.class.path"),
            OwnerProgram.class.getName(),
            data.toString(),
            Machine.PROGRAMS.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
