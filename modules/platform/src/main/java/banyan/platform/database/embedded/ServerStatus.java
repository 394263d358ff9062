package banyan.platform.database.embedded;

/** The embedded server of a data folder, for {@code banyan database status}. */
public sealed interface ServerStatus {
  /**
   * A living process owns a server on the folder.
   *
   * @param version of the programs, such as {@code 18.6.0}
   */
  record Running(long ownerPid, String host, int port, String version) implements ServerStatus {}

  /**
   * Nobody runs a server on the folder.
   *
   * @param reason a sentence for the user
   */
  record Stopped(String reason) implements ServerStatus {}
}
