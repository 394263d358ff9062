package banyan.proxy.shadow;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A processor that is as busy as a test wants, whatever those of the machine do. What local code
 * takes for copies is what it does take. Any thread.
 */
final class MadeUpProcessors implements Processors {
  private volatile double load;
  private volatile LongSupplier copyNanos = () -> 0;

  /** What the processor is taken of by everybody, from 0 to 1. */
  void load(double taken) {
    load = taken;
  }

  /** What the thread of copies took since it started. */
  void copyNanos(LongSupplier taken) {
    copyNanos = taken;
  }

  @Override
  public Usage usage() {
    return new Usage(1, 0, load);
  }

  @Override
  public long nanos(Thread thread) {
    return switch (thread.getName()) {
      case "shadow" -> copyNanos.getAsLong();
      case "shadow-local" -> Processors.own().nanos(thread);
      default -> 0;
    };
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(20);
  }
}
