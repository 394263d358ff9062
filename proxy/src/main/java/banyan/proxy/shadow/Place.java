package banyan.proxy.shadow;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A place among copies under way, taken until the last of its holders lets go. Any thread. */
final class Place {
  private final Semaphore all;
  private final AtomicInteger holders = new AtomicInteger(1);

  private Place(Semaphore all) {
    this.all = all;
  }

  /** Held by who takes it; null when none is free. */
  static @Nullable Place of(Semaphore all) {
    return all.tryAcquire() ? new Place(all) : null;
  }

  /** One holder more, told by one that has not let go. */
  void hold() {
    holders.incrementAndGet();
  }

  /** Once for each holder. */
  void letGo() {
    if (holders.decrementAndGet() == 0) {
      all.release();
    }
  }
}
