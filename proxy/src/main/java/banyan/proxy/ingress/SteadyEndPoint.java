package banyan.proxy.ingress;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A socket that its selector goes on to watch for something to read while a request is in work. The
 * library would tell the system to stop at each request and to start again behind its answer, and
 * wake the selector for that when another thread has answered. When something comes before anybody
 * wants it, the selector stops watching, as the library does.
 *
 * <p>The update of the key that selecting leads to is put off; as long as it is, the library sends
 * no other, since one is on its way. Who waits to write makes up for it. Any thread; {@link
 * #onSelected} and {@link #updateKey} by the selector's own.
 */
abstract class SteadyEndPoint extends SocketChannelEndPoint {
  private final ManagedSelector selector;
  private SelectionKey key;

  /** Whether what was selected last is being read by who had asked for it. */
  private volatile boolean isRead;

  /** Whether a write waits for room in the socket. */
  private volatile boolean isWriteAwaited;

  SteadyEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
    this.selector = selector;
    this.key = key;
  }

  /** Whether this thread works for the selector of this socket, which will tell when it waits. */
  public boolean isWithinRound() {
    return selector instanceof RoundSelector rounds && rounds.isWithinRound();
  }

  @Override
  public @Nullable Runnable onSelected() {
    int ready = key.readyOps();
    if ((ready & SelectionKey.OP_WRITE) != 0) {
      isWriteAwaited = false;
    }
    isRead = ready == SelectionKey.OP_READ && getFillInterest().isInterested();
    Runnable task = super.onSelected();
    // Asked behind that, which has taken the interest back: who comes later has it set again.
    boolean isEarly = ready == SelectionKey.OP_READ && !getFillInterest().isInterested();
    return isEarly ? null : task;
  }

  @Override
  public void updateKey() {
    if (!isRead || isWriteAwaited) {
      super.updateKey();
    }
  }

  @Override
  protected void onIncompleteFlush() {
    // In this order: either the selector sees that a write waits, or we see that it has put off.
    isWriteAwaited = true;
    super.onIncompleteFlush();
    if (isRead) {
      selector.submit(_ -> updateKey());
    }
  }

  @Override
  public void replaceKey(SelectionKey newKey) {
    key = newKey;
    super.replaceKey(newKey);
  }
}
