package banyan.platform.database.embedded;

import banyan.platform.database.DatabaseAddress;

/** What a process finds that wants to use the embedded server of another. */
public sealed interface Attachment {
  /**
   * A server that its owner keeps running.
   *
   * @param ownerPid the process that started it
   */
  record Attached(DatabaseAddress address, long ownerPid) implements Attachment {}

  /**
   * Nobody runs a server on the data folder.
   *
   * @param reason a sentence for the user
   */
  record NotRunning(String reason) implements Attachment {}
}
