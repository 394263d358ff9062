package banyan.platform.database.embedded;

/** What came of an attempt to start the embedded server. A fault is a {@link ServerFailure}. */
public sealed interface ServerStart {
  /** The server is ready and this process owns the data folder until it closes the server. */
  record Started(EmbeddedServer server) implements ServerStart {}

  /**
   * Another start owns the data folder.
   *
   * @param pid the owner's process; 0 when it could not be told
   */
  record DataFolderOwned(long pid) implements ServerStart {}
}
