package banyan.proxy.shadow;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets copies give way where processors are short: a thread of its own looks at them again and
 * again, and tells how many copies there is time for. It begins with the first answer that may be
 * copied. Any thread.
 */
final class Governor implements AutoCloseable {
  /** So many answers are looked at for one that is copied: the rarest among them is worth it. */
  static final int LOOKS_PER_COPY = 10;

  /** A thread that comes later than this waited for a processor, or for the whole JVM. */
  private static final Duration LATE = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(Governor.class);

  private final Processors processors;
  private final CopyThreads threads;
  private final double share;
  private final LongAdder copied = new LongAdder();
  private final LongAdder shed = new LongAdder();
  private final SteadyRate looks = new SteadyRate(LOOKS_PER_COPY, System::nanoTime);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private boolean isBegun;
  private volatile CopyGrant grant = CopyGrant.ALL;

  /**
   * One that has not begun.
   *
   * @param share of the processors that copies may always take; with 1 they never give way
   */
  Governor(Processors processors, CopyThreads threads, double share) {
    this.processors = processors;
    this.threads = threads;
    this.share = share;
    this.thread = Thread.ofPlatform().name("shadow-governor").daemon().unstarted(this::run);
  }

  /** Begins to look; again, it does nothing. Of one thread. */
  void begin() {
    if (!isBegun) {
      if (share < 1) {
        thread.start();
      }
      isBegun = true;
    }
  }

  /** Whether processors are short. */
  boolean isShort() {
    return grant.isLimited();
  }

  /** Whether an answer may be kept and looked at now; counts it. */
  boolean admitsLook() {
    boolean isAdmitted = !grant.isLimited() || looks.take();
    if (!isAdmitted) {
      shed.increment();
    }
    return isAdmitted;
  }

  /** Copies there is time for in a second; infinite where nothing is short. */
  double perSecond() {
    return grant.perSecond();
  }

  /** A request is copied. */
  void copied() {
    copied.increment();
  }

  /** A request is not copied, as processors are short. */
  void shed() {
    shed.increment();
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      Reading last = read();
      while (!closed.await(processors.every().toNanos(), TimeUnit.NANOSECONDS)) {
        Reading now = read();
        decide(signs(last, now));
        last = now;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("copies give way no more", e);
    } finally {
      // What it does not know any more must not keep evidence from coming.
      grant = CopyGrant.ALL;
    }
  }

  private void decide(CopySigns signs) {
    CopyGrant next = grant.next(signs, share);
    if (next.isLimited()) {
      looks.perSecond(LOOKS_PER_COPY * next.perSecond());
    }
    if (next.isLimited() != grant.isLimited()) {
      LOG.atDebug()
          .addKeyValue("per.second", next.perSecond())
          .log(next.isLimited() ? "copies give way" : "all copies are made");
    }
    grant = next;
  }

  private Reading read() {
    return new Reading(System.nanoTime(), processors.usage(), threads.takeNanos());
  }

  private CopySigns signs(Reading last, Reading now) {
    long nanos = Math.max(1, now.atNanos - last.atNanos);
    int count = Math.max(1, now.usage.count());
    long own = now.usage.processNanos() - last.usage.processNanos();
    double machine = now.usage.machineLoad() > 0 ? now.usage.machineLoad() : 0;
    double busy = Math.max((double) own / nanos / count, machine);
    boolean isLate = nanos - processors.every().toNanos() > LATE.toNanos();
    return new CopySigns(
        nanos,
        count,
        Math.clamp(busy, 0, 1),
        isLate,
        now.copyNanos,
        copied.sumThenReset(),
        shed.sumThenReset());
  }

  private record Reading(long atNanos, Processors.Usage usage, long copyNanos) {}
}
