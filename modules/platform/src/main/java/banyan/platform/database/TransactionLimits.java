package banyan.platform.database;

import banyan.wire.Settings;
import java.time.Duration;

/** How long one transaction may take at its parts. */
record TransactionLimits(Duration statement, Duration lock, Duration idle) {
  static TransactionLimits of(Settings settings) {
    return new TransactionLimits(
        settings.get(DatabaseSettings.STATEMENT_TIMEOUT),
        settings.get(DatabaseSettings.LOCK_TIMEOUT),
        settings.get(DatabaseSettings.IDLE_TRANSACTION_TIMEOUT));
  }
}
