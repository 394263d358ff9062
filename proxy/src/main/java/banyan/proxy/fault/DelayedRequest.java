package banyan.proxy.fault;

import banyan.proxy.NextStep;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * A request that goes on later, unless its client leaves before. The wait is the scheduler's: no
 * thread sleeps. Any thread.
 */
final class DelayedRequest {
  private final Request request;
  private final Callback callback;
  private final NextStep onward;
  private final Runnable over;
  private final AtomicBoolean isOver = new AtomicBoolean();

  /**
   * A request that does not wait yet.
   *
   * @param over told once, when it waits no longer
   */
  DelayedRequest(Request request, Callback callback, NextStep onward, Runnable over) {
    this.request = request;
    this.callback = callback;
    this.onward = onward;
    this.over = over;
  }

  void start(Duration delay) {
    var components = request.getComponents();
    request.addFailureListener(this::clientLeft);
    components
        .getScheduler()
        .schedule(
            () -> components.getExecutor().execute(this::goOn),
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void goOn() {
    if (!isOver.compareAndSet(false, true)) {
      return;
    }
    over.run();
    NextStep.answer(callback, onward);
  }

  private void clientLeft(Throwable cause) {
    if (isOver.compareAndSet(false, true)) {
      over.run();
      callback.failed(cause);
    }
  }
}
