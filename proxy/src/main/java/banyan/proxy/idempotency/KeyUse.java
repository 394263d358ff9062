package banyan.proxy.idempotency;

import banyan.proxy.idempotency.Ledger.KeyLease;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Callback;

/** What the key of one request allows when the side that was asked fails. Any thread. */
public sealed interface KeyUse {
  /** Both sides keep the key in one ledger: either may answer, whatever the other one did. */
  record Shared() implements KeyUse {}

  /** One side keeps the key: another may have it as long as nobody was asked with it. */
  final class Pinned implements KeyUse {
    private final Ledger ledger;
    private final KeyLease lease;
    private final Executor threads;

    Pinned(Ledger ledger, KeyLease lease, Executor threads) {
      this.ledger = ledger;
      this.lease = lease;
      this.threads = threads;
    }

    /** Whether no request before this one came with the key. */
    public boolean isNew() {
      return lease.before() == null;
    }

    /**
     * Gives the key to another side, on a thread of its own, because the first provably did
     * nothing.
     *
     * @param then sends the request there, once the ledger knows
     * @param callback told where the ledger cannot be
     */
    public void moveTo(String destination, Runnable then, Callback callback) {
      threads.execute(
          () -> {
            try {
              ledger.move(lease, destination);
              then.run();
            } catch (RuntimeException e) {
              callback.failed(e);
            }
          });
    }
  }
}
