package banyan.proxy.ingress;

import java.io.IOException;
import java.nio.channels.Selector;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.jspecify.annotations.Nullable;

/**
 * A selector that tells when a round is over: the thread that works has done what the last wait
 * brought, and is about to wait again. What the requests of a round have in common to do, such as
 * handing their lines to the system, is then done once for all of them.
 */
final class RoundSelector extends ManagedSelector {
  private final Runnable roundEnd;
  private volatile @Nullable Thread worker;

  RoundSelector(SelectorManager manager, int id, Runnable roundEnd) {
    super(manager, id);
    this.roundEnd = roundEnd;
  }

  /**
   * Whether the end of the round is still to come for what this thread has done. Another thread may
   * take the selector over at any moment: who leaves something for the end asks once more behind
   * that, and is then told, or has left it before the other one looked. Any thread.
   */
  boolean isWithinRound() {
    return Thread.currentThread().equals(worker);
  }

  @Override
  protected int nioSelect(Selector selector, boolean now) throws IOException {
    worker = Thread.currentThread();
    roundEnd.run();
    return super.nioSelect(selector, now);
  }

  @Override
  protected void doStop() throws Exception {
    try {
      super.doStop();
    } finally {
      worker = null;
      roundEnd.run();
    }
  }
}
