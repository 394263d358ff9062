package banyan.proxy.upstream;

import banyan.wire.Deadline;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpScheme;
import org.jspecify.annotations.Nullable;

/**
 * Which phase one attempt is in, and when it has lasted too long. Any thread: what was sent and
 * what is answered are told by different ones.
 */
final class PhaseTimer implements PhaseTimeouts.Timed {
  /** In their order. */
  enum Phase {
    CONNECTING,
    /** The socket stands, TLS does not yet. */
    SHAKING_HANDS,
    SENDING,
    AWAITING,
    COPYING
  }

  private final PhaseTimeouts timeouts;
  private final Consumer<Throwable> onExpired;
  private final long totalNanoTime;
  private volatile Phase phase = Phase.CONNECTING;
  private volatile long expireNanoTime;
  private boolean isWatched;
  private boolean isStopped;

  /**
   * A timer that runs from the first phase that is entered.
   *
   * @param deadline for all phases together; null for none
   * @param onExpired told that a phase took too long, perhaps more than once
   */
  PhaseTimer(PhaseTimeouts timeouts, @Nullable Deadline deadline, Consumer<Throwable> onExpired) {
    this.timeouts = timeouts;
    this.onExpired = onExpired;
    this.totalNanoTime = deadline == null ? Long.MAX_VALUE : deadline.nanoTime();
  }

  Phase phase() {
    return phase;
  }

  /**
   * A socket stands, and the request is about to go out: behind the handshake, where one is due.
   */
  void connected(URI endpoint, Duration handshake) {
    if (HttpScheme.HTTPS.is(endpoint.getScheme())) {
      enter(Phase.SHAKING_HANDS, handshake);
    } else {
      enter(Phase.SENDING, Duration.ZERO);
    }
  }

  /**
   * Begins a phase, unless a later one has begun: that the whole request is sent may be told by one
   * thread while another copies the answer, whose body must not get the time-out of its head.
   *
   * @param limit zero for none of its own
   */
  synchronized void enter(Phase next, Duration limit) {
    if (isStopped || next.compareTo(phase) < 0) {
      return;
    }
    phase = next;
    expireNanoTime = Math.min(totalNanoTime, after(limit));
    if (isWatched) {
      timeouts.schedule(this);
    } else {
      isWatched = true;
      timeouts.watch(this);
    }
  }

  /** The request is over, nothing is watched any more. */
  synchronized void stop() {
    isStopped = true;
    timeouts.forget(this);
  }

  @Override
  public void expire() {
    String told = "phase " + phase;
    onExpired.accept(
        phase == Phase.SHAKING_HANDS
            ? new SocketTimeoutException(told)
            : new TimeoutException(told));
  }

  @Override
  public long getExpireNanoTime() {
    return expireNanoTime;
  }

  /** The moment after a time; never, for zero. */
  private static long after(Duration time) {
    return time.isZero() ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
  }
}
