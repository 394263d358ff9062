package banyan.app;

import banyan.platform.database.Database;
import banyan.proxy.idempotency.IdempotencyHandler;
import banyan.proxy.idempotency.IdempotencySettings;
import banyan.proxy.idempotency.KeyFigures;
import banyan.proxy.idempotency.Ledger;
import banyan.proxy.idempotency.LedgerFolder;
import banyan.proxy.idempotency.LedgerStore;
import banyan.wire.ByteBudget;
import banyan.wire.Settings;
import io.opentelemetry.api.metrics.Meter;
import java.time.InstantSource;
import org.eclipse.jetty.server.Handler;

/** Where a process keeps what it remembers of idempotency keys. */
final class KeptLedger {
  private KeptLedger() {}

  /** A ledger that all instances on one database share. */
  static LedgerStore shared(Database database) {
    return new DatabaseLedgerStore(database, InstantSource.system());
  }

  /** A ledger in the data folder. */
  static LedgerStore own(ServingProcess process) {
    return new LedgerFolder(process.data().resolve("ledger"), InstantSource.system());
  }

  /** The step of the request path that asks it. */
  static Handler step(
      Handler next, LedgerStore store, Meter meter, ByteBudget buffers, Settings settings) {
    var ledger = new Ledger(store, InstantSource.system(), settings.get(IdempotencySettings.LEASE));
    return new IdempotencyHandler(next, ledger, new KeyFigures(meter), buffers, settings);
  }
}
