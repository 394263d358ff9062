package banyan.platform.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One context's state, pool and waiting work. Any thread reads; the database's own thread moves it
 * from state to state.
 */
final class ContextSlot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContextSlot.class);

  private final ContextRoles roles;
  private final ContextDatabase transactions;
  private final List<Runnable> whenReady = new ArrayList<>();
  private volatile ContextState state = new ContextState.Waiting("starting");
  private volatile @Nullable ContextPool pool;
  private @Nullable DatabaseAddress poolAddress;

  ContextSlot(ContextRoles roles, TransactionLimits limits, Outage outage) {
    this.roles = roles;
    this.transactions =
        new ContextTransactions(
            roles.schema(), this::open, limits, outage, new DatabaseSpans(roles.schema()));
  }

  ContextRoles roles() {
    return roles;
  }

  ContextDatabase transactions() {
    return transactions;
  }

  ContextState state() {
    return state;
  }

  boolean isBroken() {
    return state instanceof ContextState.Broken;
  }

  /** Runs {@code work} once, when the context is ready, on a thread of its own. */
  synchronized void whenReady(Runnable work) {
    if (state.isReady()) {
      run(work);
    } else {
      whenReady.add(work);
    }
  }

  synchronized void become(ContextState next) {
    if (!next.equals(state)) {
      log(next);
    }
    state = next;
    if (next.isReady()) {
      whenReady.forEach(this::run);
      whenReady.clear();
    }
  }

  /** Stays ready until the database turns out to be lost. */
  void becomeUnlessReady(ContextState next) {
    if (!state.isReady()) {
      become(next);
    }
  }

  /** A pool for the address, unless there is one. */
  void openPool(DatabaseAddress address, Supplier<ContextPool> make) {
    if (pool == null || !address.equals(poolAddress)) {
      close();
      pool = make.get();
      poolAddress = address;
    }
  }

  /** How many connections the pool has open. */
  int connections() {
    ContextPool current = pool;
    return current == null ? 0 : current.connections();
  }

  /** Connections to a server that went away are not handed out again. */
  void evictConnections() {
    ContextPool current = pool;
    if (current != null) {
      current.evict();
    }
  }

  /** Transactions that wait for a server which says nothing lose it. */
  void cutConnections() {
    ContextPool current = pool;
    if (current != null) {
      current.cut();
    }
  }

  private Jdbi open() {
    ContextPool current = pool;
    return switch (state) {
      case ContextState.Ready ready when current != null -> current.jdbi();
      case ContextState.Broken broken ->
          throw Outage.unavailable(
              "The schema of " + roles.schema() + " needs its operator.",
              Outage.RETRY_WHEN_BROKEN,
              null);
      case ContextState.Ready ready -> throw notYet();
      case ContextState.Waiting waiting -> throw notYet();
      case ContextState.Migrating migrating -> throw notYet();
    };
  }

  private static RuntimeException notYet() {
    return Outage.unavailable(
        "The database is not there, or not ready yet.", Outage.RETRY_WHEN_DOWN, null);
  }

  private void run(Runnable work) {
    Thread.ofVirtual()
        .name("when-ready-" + roles.schema())
        .start(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                LOG.error("{}: work for a ready database failed", roles.schema(), e);
              }
            });
  }

  private void log(ContextState next) {
    switch (next) {
      case ContextState.Broken broken -> LOG.error("{} is {}", roles.schema(), next.description());
      case ContextState.Waiting waiting -> LOG.warn("{} is {}", roles.schema(), next.description());
      case ContextState.Migrating migrating -> LOG.debug("{} is migrating", roles.schema());
      case ContextState.Ready ready -> LOG.info("{} is ready", roles.schema());
    }
  }

  @Override
  public void close() {
    ContextPool current = pool;
    pool = null;
    if (current != null) {
      current.close();
    }
  }
}
