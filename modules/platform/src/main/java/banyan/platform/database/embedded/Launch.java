package banyan.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a program of PostgreSQL is run on this machine.
 *
 * <p>Three wishes, each granted where the system can. A session of its own, so that Ctrl-C in a
 * terminal reaches us and not the server, which must outlive what drains before it. A signal to the
 * server when the thread that started it dies, so that a killed JVM leaves no orphan. And, since
 * PostgreSQL refuses to run as root, another user: {@code nobody} where that user can reach the
 * programs, else a user namespace, which takes root's powers away and leaves its files.
 *
 * @param prefix what stands before the program on the command line
 * @param user whose files the server's data must be; -1: nothing to change
 */
record Launch(List<String> prefix, int user) {
  static final int NOBODY = 65_534;
  private static final int ROOT = 0;
  private static final int UNCHANGED = -1;
  private static final Duration TRY_LIMIT = Duration.ofSeconds(10);

  private static final List<String> SIGNAL_ON_DEATH = List.of("setpriv", "--pdeathsig", "INT");
  private static final List<String> OTHER_USER =
      List.of(
          "setpriv",
          "--reuid=" + NOBODY,
          "--regid=" + NOBODY,
          "--clear-groups",
          "--no-new-privs",
          "--pdeathsig",
          "INT");

  /** Runs the program given as the first word and enters the folder given as the second. */
  private static final String TRIAL = "\"$0\" --version && cd \"$1\"";

  /** The first way in which the server's program runs at all and can reach its data. */
  static Launch choose(PostgresBinaries binaries, DataFolder folder) throws IOException {
    List<String> trial =
        List.of(
            "/bin/sh",
            "-c",
            TRIAL,
            binaries.program("postgres").toString(),
            folder.root().toString());
    List<String> failures = new ArrayList<>();
    for (Launch launch : isRoot() ? forRoot() : forUser()) {
      OneShot.Result result = OneShot.run(launch.command(trial), "", TRY_LIMIT);
      if (result.isSuccess()) {
        return launch;
      }
      failures.add(String.join(" ", launch.prefix()) + ": " + result.output().strip());
    }
    throw new ServerFailure(
        "the embedded database cannot run "
            + (isRoot() ? "as root here; run as another user" : "here")
            + ", or set BANYAN_DATABASE_URL to use a PostgreSQL server of your own. Tried:\n  "
            + String.join("\n  ", failures));
  }

  List<String> command(List<String> program) {
    return Stream.concat(prefix.stream(), program.stream()).toList();
  }

  /** Makes a new file or folder the server's. */
  void giveToServer(Path path) throws IOException {
    if (user != UNCHANGED && !owner(path).equals(user)) {
      Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Makes a folder and all in it the server's, which takes a walk only when the user changed. */
  void giveTreeToServer(Path folder) throws IOException {
    if (user == UNCHANGED || owner(folder).equals(user)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.toList();
    }
    // The folder itself comes last: a walk that was cut off is done again at the next start.
    for (Path path : paths.reversed()) {
      giveToServer(path);
    }
  }

  /** The effective user is the second number of the line (proc_pid_status(5)). */
  private static boolean isRoot() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.anyMatch(
          line -> line.startsWith("Uid:") && line.split("\\s+", -1)[2].equals("0"));
    }
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Launch> forRoot() {
    return List.of(
        new Launch(join(List.of("setsid"), OTHER_USER), NOBODY),
        new Launch(join(List.of("setsid", "unshare", "-U"), SIGNAL_ON_DEATH), ROOT));
  }

  private static List<Launch> forUser() {
    return List.of(
        new Launch(join(List.of("setsid"), SIGNAL_ON_DEATH), UNCHANGED),
        new Launch(List.of("setsid"), UNCHANGED),
        new Launch(List.of(), UNCHANGED));
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
