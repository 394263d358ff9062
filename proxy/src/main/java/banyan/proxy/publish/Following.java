package banyan.proxy.publish;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at a store again and again, on a thread of its own: in regular intervals, and whenever
 * somebody tells that there may be something new. Any thread.
 */
public final class Following implements AutoCloseable {
  private final Runnable look;
  private final AtomicBoolean isHeard = new AtomicBoolean();
  private final ScheduledExecutorService thread;

  /**
   * What is not started yet.
   *
   * @param name of the thread
   * @param look throws nothing: an exception would end the intervals
   */
  public Following(String name, Runnable look) {
    this.look = look;
    // What is heard after the end is nothing to follow any more.
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name(name).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  public void start(Duration interval) {
    long nanos = interval.toNanos();
    var _ = thread.scheduleWithFixedDelay(look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Looks soon. Many notices are one look. */
  public void hear() {
    if (isHeard.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            isHeard.set(false);
            look.run();
          });
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
