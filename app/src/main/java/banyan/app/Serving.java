package banyan.app;

import banyan.proxy.admin.ReadinessCheck;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether this process takes requests: not ready from the moment it is asked to stop, so that load
 * balancers turn away before the listener closes. Any thread.
 */
final class Serving implements AutoCloseable {
  private final Duration notice;
  private volatile boolean isStopping;

  /**
   * A process that serves.
   *
   * @param notice how long it goes on to serve, not ready, once it is asked to stop
   */
  Serving(Duration notice) {
    this.notice = notice;
  }

  ReadinessCheck check() {
    return new ReadinessCheck(
        "serving",
        () -> new ReadinessCheck.State(!isStopping, isStopping ? "stopping" : "serving"));
  }

  /** The first step of a stop; returns when the notice is over. */
  @Override
  public void close() {
    isStopping = true;
    try {
      // Who turns away gives no sign.
      var _ = new CountDownLatch(1).await(notice.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
