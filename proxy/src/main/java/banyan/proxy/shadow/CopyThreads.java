package banyan.proxy.shadow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The processor time that copies take: of the threads that send them, read their answers and
 * compare pairs, which are a handful, and of those on which local code answers copies. Any thread;
 * one at a time takes the time.
 */
final class CopyThreads {
  private final Processors processors;

  /** What was read of each last, in ns. */
  private final Map<Thread, Long> known = new ConcurrentHashMap<>();

  private final LongAdder elsewhere = new LongAdder();

  CopyThreads(Processors processors) {
    this.processors = processors;
  }

  /** A thread that does nothing else, from its start on. */
  void add(Thread thread) {
    known.keySet().removeIf(other -> other.getState() == Thread.State.TERMINATED);
    known.put(thread, 0L);
  }

  /** What the calling thread, which ends with its copy, does until this is closed. */
  Work begin() {
    Thread thread = Thread.currentThread();
    long before = processors.nanos(thread);
    return () -> {
      long after = processors.nanos(thread);
      if (before >= 0 && after > before) {
        elsewhere.add(after - before);
      }
    };
  }

  /** The time since the last call, in ns. What a thread took last before it ended is lost. */
  long takeNanos() {
    long taken = elsewhere.sumThenReset();
    for (Map.Entry<Thread, Long> thread : known.entrySet()) {
      long now = processors.nanos(thread.getKey());
      if (now > thread.getValue()) {
        taken += now - thread.getValue();
        thread.setValue(now);
      }
    }
    return taken;
  }

  /** Work for copies that is under way. */
  interface Work extends AutoCloseable {
    @Override
    void close();
  }
}
