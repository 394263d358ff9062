package banyan.proxy.upstream;

import banyan.proxy.resilience.Bulkhead;
import banyan.wire.Deadline;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The place that one call takes at its upstream, and waits for in its own thread. For one thread;
 * any may call it in.
 */
final class CallPlace implements Bulkhead.Waiter {
  private final Bulkhead places;
  private final CountDownLatch called = new CountDownLatch(1);

  CallPlace(Bulkhead places) {
    this.places = places;
  }

  /** Takes the place; returns why there is none, null where it is taken. */
  @Nullable UpstreamFailure take(Deadline deadline) {
    return switch (places.enter(this)) {
      case ADMITTED -> null;
      case QUEUED -> await(deadline);
      case REFUSED -> UpstreamFailure.QUEUE_FULL;
    };
  }

  void leave() {
    places.leave();
  }

  @Override
  public void admitted() {
    called.countDown();
  }

  private @Nullable UpstreamFailure await(Deadline deadline) {
    long wait = Math.min(places.waitMax().toNanos(), deadline.left().toNanos());
    try {
      if (called.await(wait, TimeUnit.NANOSECONDS)) {
        return null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!places.giveUp(this)) {
      // The place is counted as ours already, whether we were called or soon will be.
      return null;
    }
    return deadline.hasPassed() ? UpstreamFailure.DEADLINE : UpstreamFailure.QUEUE_TIME;
  }
}
