package banyan.proxy.ingress;

import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.TryExecutor;

/**
 * Lets a connection go on with its next request where it is: on the thread that has ended the last
 * answer. The library would wake another thread of its pool for that, since its handlers may block;
 * ours never do. Everything else goes to the pool. Any thread.
 */
final class InPlaceExecutor implements TryExecutor {
  private final Executor pool;
  private final TryExecutor tryingPool;

  InPlaceExecutor(Executor pool) {
    this.pool = pool;
    this.tryingPool = TryExecutor.asTryExecutor(pool);
  }

  @Override
  public void execute(Runnable task) {
    if (task instanceof Connection) {
      task.run();
    } else {
      pool.execute(task);
    }
  }

  @Override
  public boolean tryExecute(Runnable task) {
    return tryingPool.tryExecute(task);
  }
}
