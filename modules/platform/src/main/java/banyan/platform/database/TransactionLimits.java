package banyan.platform.database;

import banyan.wire.Settings;
import java.time.Duration;

/** How long one transaction may take at its parts. */
record TransactionLimits(Duration statement, Duration lock, Duration idle) {
  private static final Duration LEAST = Duration.ofMillis(1);

  static TransactionLimits of(Settings settings) {
    return new TransactionLimits(
        settings.get(DatabaseSettings.STATEMENT_TIMEOUT),
        settings.get(DatabaseSettings.LOCK_TIMEOUT),
        settings.get(DatabaseSettings.IDLE_TRANSACTION_TIMEOUT));
  }

  /**
   * These limits, no statement and no lock longer than the time that is left. A pause keeps its
   * own: the server ends it by cutting the connection.
   */
  TransactionLimits within(Duration left) {
    return new TransactionLimits(shorter(statement, left), shorter(lock, left), idle);
  }

  private static Duration shorter(Duration limit, Duration left) {
    // To the server, zero means no limit.
    Duration least = left.compareTo(LEAST) < 0 ? LEAST : left;
    return limit.compareTo(least) < 0 ? limit : least;
  }
}
