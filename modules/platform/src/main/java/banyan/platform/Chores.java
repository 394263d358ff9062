package banyan.platform;

import banyan.wire.Failure;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chores of a process, each on a virtual thread of its own: its runs never overlap. Any thread
 * may begin one. Closed before what the chores stand on.
 */
public final class Chores implements AutoCloseable {
  /** A run that is under way when the process stops may take so long; then it is interrupted. */
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private static final AttributeKey<String> CHORE = AttributeKey.stringKey("chore");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

  private final Duration stopMax;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final LongCounter runs =
      GlobalOpenTelemetry.getOrNoop()
          .getMeter("banyan.platform")
          .counterBuilder("banyan.chore.runs")
          .setDescription("Runs of recurring work, by how they ended")
          .build();

  public Chores() {
    this(STOP_MAX);
  }

  Chores(Duration stopMax) {
    this.stopMax = stopMax;
  }

  /** Begins a chore; its first run comes at once. */
  public void begin(Chore chore) {
    threads.add(Thread.ofVirtual().name("chore-" + chore.name()).start(() -> repeat(chore)));
  }

  /** No run begins any more; those under way get a little time. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    long end = System.nanoTime() + stopMax.toNanos();
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        thread.interrupt();
        thread.join(STOP_MAX);
      }
    }
  }

  private void repeat(Chore chore) {
    try {
      do {
        run(chore);
      } while (!stopped.await(chore.every().toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever a run throws, the next one comes: an error in one row must not end the work. */
  private void run(Chore chore) {
    if (stopped.getCount() == 0) {
      return;
    }
    String outcome = "failed";
    try {
      chore.work().run();
      outcome = "done";
    } catch (Failure e) {
      LOG.warn("chore {}: {}", chore.name(), e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("chore {} broke", chore.name(), e);
    } finally {
      runs.add(1, Attributes.of(CHORE, chore.name(), OUTCOME, outcome));
    }
  }
}
