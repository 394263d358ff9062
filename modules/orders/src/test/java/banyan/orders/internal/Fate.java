package banyan.orders.internal;

import banyan.platform.database.ContextDatabase;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a process dies, as its databases see it: before or after any one of its
 * transactions. After that it gets nothing done any more, until it is started again. All that a
 * process of ours knows is in its databases, so that these are all the deaths there are. Any
 * thread.
 */
final class Fate {
  /** What a dead process does: nothing that code of ours could catch as a failure. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death() {
      super("the process is dead", null, false, false);
    }
  }

  private static final int NEVER = Integer.MAX_VALUE;

  private int transactionsLeft = NEVER;
  private boolean commitsTheLast;
  private boolean isDead;

  /** Dies in the place of a transaction, after {@code count} others. */
  synchronized void dieAfter(int count) {
    transactionsLeft = count;
    commitsTheLast = false;
  }

  /** Dies when {@code count} transactions are committed, before it learns of the last. */
  synchronized void dieOnceCommitted(int count) {
    transactionsLeft = count;
    commitsTheLast = true;
  }

  /** Starts the process again. */
  synchronized void restart() {
    transactionsLeft = NEVER;
    isDead = false;
  }

  synchronized boolean isDead() {
    return isDead;
  }

  /** The database as the process sees it. */
  ContextDatabase over(ContextDatabase real) {
    return new ContextDatabase() {
      @Override
      public <T extends @Nullable Object> T read(String tenant, Function<Handle, T> work) {
        return live(() -> real.read(tenant, work));
      }

      @Override
      public <T extends @Nullable Object> T write(String tenant, Function<Handle, T> work) {
        return live(() -> real.write(tenant, work));
      }
    };
  }

  private <T extends @Nullable Object> T live(java.util.function.Supplier<T> transaction) {
    boolean isLast = begins();
    T result = transaction.get();
    if (isLast) {
      throw new Death();
    }
    return result;
  }

  /** Whether this transaction is the last; throws when it does not even begin. */
  private synchronized boolean begins() {
    if (isDead || transactionsLeft == 0) {
      isDead = true;
      throw new Death();
    }
    transactionsLeft--;
    isDead = commitsTheLast && transactionsLeft == 0;
    return isDead;
  }
}
