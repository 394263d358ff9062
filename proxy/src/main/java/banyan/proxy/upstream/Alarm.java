package banyan.proxy.upstream;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a request that waits: for a place, for its next attempt, for an answer that is late. It
 * rings once or is switched off. Any thread.
 */
final class Alarm implements PhaseTimeouts.Timed {
  private final PhaseTimeouts timeouts;
  private final long ringNanoTime;
  private final AtomicReference<@Nullable Runnable> waking;

  private Alarm(PhaseTimeouts timeouts, long ringNanoTime, Runnable waking) {
    this.timeouts = timeouts;
    this.ringNanoTime = ringNanoTime;
    this.waking = new AtomicReference<>(waking);
  }

  /**
   * Sets an alarm.
   *
   * @param waking run by the thread of the timer; must not block
   */
  static Alarm in(long nanos, PhaseTimeouts timeouts, Runnable waking) {
    var alarm = new Alarm(timeouts, System.nanoTime() + nanos, waking);
    timeouts.watch(alarm);
    return alarm;
  }

  void off() {
    waking.set(null);
    timeouts.forget(this);
  }

  @Override
  public void expire() {
    timeouts.forget(this);
    Runnable woken = waking.getAndSet(null);
    if (woken != null) {
      woken.run();
    }
  }

  @Override
  public long getExpireNanoTime() {
    return ringNanoTime;
  }
}
