package banyan.platform.database;

/**
 * One process's connections, shared out.
 *
 * @param perContext the most that one context's pool opens
 * @param total of this process, with those that belong to no context
 */
record ConnectionShares(int perContext, int total) {
  static final int PER_CONTEXT_MAX = 8;

  /** One listens for notifications, one watches the server and migrates. */
  static final int RESERVED = 2;

  /**
   * Shares {@code connections} out to {@code contexts}.
   *
   * @throws IllegalArgumentException with the sum, when there is not one for each context
   */
  static ConnectionShares of(int connections, int contexts) {
    return of(connections, contexts, 0);
  }

  /**
   * As {@link #of(int, int)}, beside {@code others}: schemas of no context, with one connection
   * each.
   */
  static ConnectionShares of(int connections, int contexts, int others) {
    int reserved = RESERVED + others;
    int needed = contexts + reserved;
    if (connections < needed) {
      throw new IllegalArgumentException(
          "database.connections: %d, but %d contexts + %d reserved = %d are needed"
              .formatted(connections, contexts, reserved, needed));
    }
    int perContext = Math.min(PER_CONTEXT_MAX, (connections - reserved) / Math.max(1, contexts));
    return new ConnectionShares(perContext, perContext * contexts + reserved);
  }

  /** What is wrong when the server has too few left for this process; empty when it has enough. */
  String shortage(ServerConnections server) {
    return total <= server.left()
        ? ""
        : "database.connections: this process uses up to %d connections, the server has %d left (max_connections %d - %d reserved - %d used by others): lower database.connections, raise max_connections, or stop another user of the server"
            .formatted(total, server.left(), server.max(), server.reserved(), server.others());
  }
}
